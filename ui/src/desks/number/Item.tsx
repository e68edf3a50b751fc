import { IconArrowBackUp, IconArrowRight, IconLink, IconMessage, IconPhone, IconPhoneCall, IconSend, IconUserSearch } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { NumberCall } from "../../contract/NumberCall";
import type { NumberCheck } from "../../contract/NumberCheck";
import type { NumberItem } from "../../contract/NumberItem";
import type { NumberWhat } from "../../contract/NumberWhat";
import { useAsk } from "../../ipc/ask";
import { AccountName } from "../../parts/AccountName";
import { leadOn } from "../../parts/leadOn";
import { NumberLink } from "../../parts/NumberLink";
import { PlainText } from "../../parts/PlainText";
import { ReasonText } from "../../parts/ReasonText";
import { StateBadge } from "../../parts/StateBadge";
import { beginning, isBlank } from "../../parts/text";
import { clock } from "../../parts/time";
import { MessageResult } from "../messages/MessageResult";
import { ModeMark } from "../messages/ModeMark";
import { BindingBadge } from "../privacy/BindingBadge";
import { Pair } from "../privacy/Pair";
import { spoken } from "../privacy/story/spoken";
import classes from "./number.module.css";
import type { Way } from "./useOpenItem";

interface Props {
  item: NumberItem;
  way: Way | null;
}

/** One thing that happened with the number: what, by which account, and what came of it. */
export function Item({ item: { at, what }, way }: Props) {
  const { icon: Icon, name, said, state } = useWords(what);
  const then = new Date(at);
  const time = (
    <time dateTime={then.toISOString()} className="tabular">
      {clock(then)}
    </time>
  );
  const id = useId();
  const leadId = useId();
  return (
    // The link at its beginning is what takes the keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div id={id} className={classes.item} data-leads={way !== null || undefined} onClick={leadOn}>
      {way === null ? (
        time
      ) : (
        // Its name begins with what stands on it, and goes on with its line.
        <Link id={leadId} href={way.href} className={classes.lead} data-lead aria-labelledby={`${leadId} ${id}`} onClick={way.prepare}>
          {time}
        </Link>
      )}
      <Icon size={16} role="img" aria-label={name} title={name} />
      <span className={classes.said}>{said}</span>
      <span className={classes.account}>{"account_name" in what.row ? <AccountName vendor={what.row.vendor} name={what.row.account_name} /> : <OfCheck check={what.row} />}</span>
      <span className={classes.state}>{state}</span>
    </div>
  );
}

interface Words {
  icon: typeof IconSend;
  name: string;
  said: ReactNode;
  state: ReactNode;
}

function useWords(what: NumberWhat): Words {
  const { t } = useTranslation();
  switch (what.kind) {
    case "message":
      return {
        icon: IconSend,
        name: t("number:kind.message"),
        said: (
          <>
            <ModeMark mode={what.row.mode} />
            <PlainText text={what.row.text} />
          </>
        ),
        state: (
          <>
            <StateBadge state={what.row.state} reportsHere={what.row.reports_here} />
            <span className={classes.why}>
              <MessageResult row={what.row} />
            </span>
          </>
        ),
      };
    case "reply":
      return {
        icon: IconArrowBackUp,
        name: t("number:kind.reply"),
        said: isBlank(what.row.content) ? <span className={classes.why}>{t("number:blank")}</span> : <PlainText text={beginning(what.row.content, LETTERS)} />,
        state: what.row.unread ? <strong>{t("number:unread")}</strong> : null,
      };
    case "call":
      return { ...wordsOfCall(what.row), name: what.row.sms_content === null ? t("number:kind.call") : t("number:kind.sms"), said: <CallSaid call={what.row} />, state: <CallState call={what.row} /> };
    case "binding":
      return {
        icon: IconLink,
        name: t("number:kind.binding"),
        said: (
          <span className={classes.pair}>
            <Pair
              kind={what.row.kind}
              a={<NumberLink of={{ at: "binding_a", id: what.row.id }} shown={what.row.a_number_masked} />}
              b={<NumberLink of={{ at: "binding_b", id: what.row.id }} shown={what.row.b_number_masked} />}
            />
            <span className={classes.why}>
              <Trans t={t} i18nKey="number:through" components={{ x: <NumberLink of={{ at: "binding_x", id: what.row.id }} shown={what.row.x_number} /> }} />
            </span>
          </span>
        ),
        state: (
          <>
            <BindingBadge state={what.row.state} />
            {what.row.reason !== null && (
              <span className={classes.why}>
                <ReasonText reason={what.row.reason} />
              </span>
            )}
          </>
        ),
      };
    case "check":
      return {
        icon: IconUserSearch,
        name: t("number:kind.check"),
        said: t(`accounts:check.kind.${what.row.kind}`),
        state:
          what.row.reason === null ? (
            what.row.matches === null ? t(`accounts:check.state.${what.row.state}`) : what.row.matches ? t("accounts:check.matches") : t("accounts:check.differs")
          ) : (
            <ReasonText reason={what.row.reason} />
          ),
      };
  }
}

/** Letters of a reply that are drawn: a line of them is in sight. */
const LETTERS = 300;

function wordsOfCall({ sms_content, result }: NumberCall): Pick<Words, "icon"> {
  return { icon: sms_content === null ? (result === "answered" ? IconPhoneCall : IconPhone) : IconMessage };
}

function CallSaid({ call }: { call: NumberCall }) {
  const { t } = useTranslation();
  return (
    <span className={classes.pair}>
      <span className={classes.callers}>
        <NumberLink of={{ at: "caller", id: call.id }} shown={call.caller_masked} />
        <IconArrowRight size={12} aria-hidden />
        <NumberLink of={{ at: "callee", id: call.id }} shown={call.callee_masked} />
      </span>
      <span className={classes.why}>
        <Trans t={t} i18nKey="number:through" components={{ x: call.binding_id === null ? <span>{call.x_number}</span> : <NumberLink of={{ at: "binding_x", id: call.binding_id }} shown={call.x_number} /> }} />
      </span>
      {call.sms_content !== null && <PlainText text={call.sms_content} />}
    </span>
  );
}

function CallState({ call }: { call: NumberCall }) {
  const { t } = useTranslation();
  if (call.sms_content !== null) return null;
  if (call.kind === "call_start") return t("privacy:calls.began");
  const parts: ReactNode[] = [];
  if (call.result !== null) {
    parts.push(<ReasonText key="result" reason={{ kind: "report_code", code: call.result, vendor: call.vendor, table: "results" }} withCode={call.result !== "answered"} />);
  }
  if (call.duration_seconds !== null && call.duration_seconds > 0) parts.push(<span key="spoken">{spoken(t, call.duration_seconds)}</span>);
  if (call.has_recording) parts.push(<span key="recording">{t("number:recorded")}</span>);
  return parts;
}

/** A check names its account by its id alone. */
function OfCheck({ check }: { check: NumberCheck }) {
  const account = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data?.find(({ id }) => id === check.account_id);
  return account === undefined ? null : <AccountName vendor={account.vendor} name={account.name} />;
}
