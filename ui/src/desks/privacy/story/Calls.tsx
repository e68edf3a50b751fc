import { Anchor } from "@mantine/core";
import { IconArrowRight, IconMessage, IconPhone, IconPhoneCall } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { BindingStory } from "../../../contract/BindingStory";
import type { XCall } from "../../../contract/XCall";
import { useAsk } from "../../../ipc/ask";
import { NumberLink } from "../../../parts/NumberLink";
import { Marked } from "../../../parts/Marked";
import { reasonSentence } from "../../../parts/reasons";
import { When } from "../../../parts/When";
import { FieldList } from "../../FieldList";
import classes from "./story.module.css";
import { Recording } from "./Recording";
import { spoken } from "./spoken";

/** The calls and short messages through it, newest first. */
export function Calls({ story }: { story: BindingStory }) {
  const { t } = useTranslation();
  const { calls, binding } = story;
  const account = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts(), { enabled: calls.length === 0 }).data?.find(
    ({ id }) => id === binding.account_id,
  );
  return (
    <section className={classes.calls} aria-label={t("privacy:calls.label")}>
      <h3>{t("privacy:calls.label")}</h3>
      {calls.length === 0 && (
        <p className={classes.quiet}>
          {account !== undefined && account.last_push_at === null ? (
            <>
              {t("privacy:calls.no_pushes")}{" "}
              <Anchor component={Link} href={`/accounts/${account.id}/pushes`} inherit underline="always">
                {t("privacy:go.account")}
              </Anchor>
            </>
          ) : (
            t("privacy:calls.none")
          )}
        </p>
      )}
      <ul>
        {calls.map((call) => (
          <Call key={call.id} call={call} vendor={binding.vendor} />
        ))}
      </ul>
    </section>
  );
}

export const releasers: Readonly<Record<string, "caller" | "callee" | "platform">> = { "1": "caller", "2": "callee", "0": "platform" };

function result(t: TFunction, { result: code, duration_seconds, released_by }: XCall, vendor: string): string[] {
  const said: string[] = [];
  if (code !== null) said.push(reasonSentence(t, { kind: "report_code", code, vendor, table: "results" }, code !== "answered"));
  if (duration_seconds !== null && duration_seconds > 0) said.push(spoken(t, duration_seconds));
  const who = released_by === null ? undefined : releasers[released_by];
  if (who !== undefined) said.push(t(`privacy:calls.ended_by.${who}`));
  return said;
}

function Call({ call, vendor }: { call: XCall; vendor: string }) {
  const { t } = useTranslation();
  const sms = call.sms_content !== null;
  const Icon = sms ? IconMessage : call.result === "answered" ? IconPhoneCall : IconPhone;
  const kind = sms ? t("privacy:calls.sms") : call.kind === "call_start" ? t("privacy:calls.began") : t("privacy:calls.call");
  return (
    <li className={classes.call}>
      <div className={classes.callHead}>
        <Icon size={15} role="img" aria-label={kind} />
        <NumberLink of={{ at: "caller", id: call.id }} shown={call.caller_masked} />
        <IconArrowRight size={12} aria-hidden />
        <NumberLink of={{ at: "callee", id: call.id }} shown={call.callee_masked} />
      </div>
      <div className={classes.callSaid}>
        {[...(sms || call.kind === "call_start" ? [kind] : []), ...result(t, call, vendor)].map((one) => (
          <span key={one}>{one}</span>
        ))}
        <When at={call.began_at ?? call.received_at} />
      </div>
      {sms && (
        // It scrolls, and so the keyboard has to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <p className={classes.bubble} dir="auto" tabIndex={0}>
          <Marked text={call.sms_content ?? ""} />
        </p>
      )}
      {call.has_recording && (
        <div className={classes.callSaid}>
          <Recording id={call.id} />
        </div>
      )}
      <details className={classes.fold}>
        <summary>{t("privacy:calls.fields")}</summary>
        <FieldList fields={call.fields} />
      </details>
    </li>
  );
}
