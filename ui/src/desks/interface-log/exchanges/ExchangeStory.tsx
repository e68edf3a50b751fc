import { Anchor, Code, Loader, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { ExchangeDetail } from "../../../contract/ExchangeDetail";
import type { ExchangeRef } from "../../../contract/ExchangeRef";
import { useAsk } from "../../../ipc/ask";
import { isGone } from "../../../ipc/problem";
import { AccountName } from "../../../parts/AccountName";
import { CopyButtonText } from "../../../parts/CopyButtonText";
import { PlainText } from "../../../parts/PlainText";
import { ReasonNext } from "../../../parts/ReasonNext";
import { ReasonText } from "../../../parts/ReasonText";
import { When } from "../../../parts/When";
import { FieldList } from "../../FieldList";
import { ListFailure } from "../../ListFailure";
import { useMessagesView } from "../../messages/view";
import { useBindingsView } from "../../privacy/view";
import { placeOf } from "../../useOpenRow";
import drawer from "../../Story.module.css";
import classes from "../log.module.css";
import { PushParts } from "../push/PushParts";
import { CopyCurl } from "./CopyCurl";
import { Diagnose } from "./Diagnose";
import { Outcome } from "./Outcome";

/** One exchange in full: what went out, what was signed, what came back. */
export function ExchangeStory({ of }: { of: ExchangeRef }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAsk(["exchanges", "pushes"], ["exchange_detail", of.at, of.id], (api) => api.exchangeDetail(of), { keep: true });
  if (isGone(error)) return <p>{t("log:story.gone")}</p>;
  if (data === undefined && error !== null) return <ListFailure failure={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <Loader size="sm" aria-label={t("log:story.label")} />;
  return <Story detail={data} />;
}

function Story({ detail }: { detail: ExchangeDetail }) {
  const { t } = useTranslation();
  const { row, push } = detail;
  return (
    <article className={`${drawer.story ?? ""} ${classes.story ?? ""}`}>
      <div className={drawer.head}>
        <Title order={2}>{push === null ? t(`log:exchange.${row.kind}`) : t(`log:kind.${push.kind}`)}</Title>
      </div>
      <div className={drawer.tags}>
        <AccountName vendor={row.vendor} name={row.account_name} />
        <Outcome outcome={row.outcome} />
        <span>
          <When at={row.at} />
          {row.milliseconds !== null && ` · ${t("log:milliseconds", { ms: row.milliseconds })}`}
        </span>
      </div>
      {row.reason !== null && (
        <section aria-label={t("log:story.why")}>
          <p>
            <strong>
              <ReasonText reason={row.reason} />
            </strong>
          </p>
          <ReasonNext reason={row.reason} account={{ vendor: row.vendor, name: row.account_name }} />
        </section>
      )}
      <Leads detail={detail} />
      {push !== null && <PushParts push={push} />}
      {(detail.can_copy || detail.can_diagnose) && (
        <div className={classes.tools}>
          {detail.can_copy && <CopyCurl of={row.of} />}
          {detail.can_diagnose && <Diagnose of={row.of} accountId={row.account_id} />}
        </div>
      )}
      <Block label={push === null ? t("log:story.request") : t("log:story.body")} text={detail.request_body} empty={t("log:story.empty_body")}>
        {push === null && (
          <p className={classes.path}>
            {row.method} {detail.url}
          </p>
        )}
      </Block>
      <section aria-label={t("log:story.headers")}>
        <h3>{t("log:story.headers")}</h3>
        {detail.headers.length === 0 ? <p className={classes.quiet}>{t("log:story.no_headers")}</p> : <FieldList fields={detail.headers} />}
      </section>
      {detail.signed !== null && (
        <Block label={t("log:story.signed")} text={detail.signed} empty="">
          {detail.digest !== null && (
            <p className={classes.quiet}>
              {detail.digest.name}: <code>{detail.digest.value}</code>
            </p>
          )}
        </Block>
      )}
      {push === null && (
        <Block
          label={row.status === null ? t("log:story.reply") : t("log:story.reply_status", { status: row.status })}
          text={detail.reply_body ?? ""}
          empty={detail.reply_body === null ? t("log:story.no_reply") : t("log:story.empty_body")}
        >
          {detail.reply_cut && <p className={classes.quiet}>{t("log:story.reply_cut")}</p>}
        </Block>
      )}
    </article>
  );
}

function Leads({ detail: { message_id, binding_id } }: { detail: ExchangeDetail }) {
  const { t } = useTranslation();
  const { memory: messages } = useMessagesView();
  const { memory: bindings } = useBindingsView();
  return (
    <>
      {message_id !== null && (
        <Anchor
          component={Link}
          href="/messages"
          size="sm"
          onClick={() => messages.write(placeOf(message_id))}
        >
          {t("log:open_message")}
        </Anchor>
      )}
      {binding_id !== null && (
        <Anchor
          component={Link}
          href="/privacy"
          size="sm"
          onClick={() => bindings.write(placeOf(binding_id))}
        >
          {t("log:open_binding")}
        </Anchor>
      )}
    </>
  );
}

interface BlockProps {
  label: string;
  text: string;
  /** What stands there when there is no text. */
  empty: string;
  children?: ReactNode;
}

function Block({ label, text, empty, children }: BlockProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={label}>
      <div className={classes.block}>
        <h3>{label}</h3>
        {text !== "" && <CopyButtonText text={text} label={t("log:copy")} />}
      </div>
      {children}
      {text === "" ? (
        <p className={classes.quiet}>{empty}</p>
      ) : (
        <Code block className={classes.code} tabIndex={0}>
          <PlainText dir="ltr" text={text} />
        </Code>
      )}
    </section>
  );
}
