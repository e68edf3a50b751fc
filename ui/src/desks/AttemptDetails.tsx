import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AttemptDetail } from "../contract/AttemptDetail";
import { PlainText } from "../parts/PlainText";
import { ReasonText } from "../parts/ReasonText";
import { When } from "../parts/When";
import classes from "./AttemptDetails.module.css";

/** The request as it stood on the wire. */
function requestText({ method, url, headers, request_body }: AttemptDetail): string {
  const lines = [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`)];
  return request_body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${request_body}`;
}

interface Props {
  attempt: AttemptDetail;
  ordinal: number;
  /** What the desk calls the string that was signed. */
  signed: string;
}

/** One request to a vendor: when it left, how it ended, what was sent and what came back. */
export function AttemptDetails({ attempt, ordinal, signed }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.attempt}>
      <h3>{t("parts:attempt.title", { n: ordinal, state: attempt.state })}</h3>
      <p>
        {attempt.dispatched_at === null ? t("parts:attempt.never_left") : <When at={attempt.dispatched_at} />}
        {attempt.settled_at !== null && (
          <>
            {" → "}
            <When at={attempt.settled_at} />
          </>
        )}
        {attempt.reason !== null && (
          <>
            {" · "}
            <ReasonText reason={attempt.reason} />
          </>
        )}
      </p>
      <h4>{t("parts:attempt.request")}</h4>
      <Code block className={classes.code}>
        <PlainText dir="ltr" text={requestText(attempt)} />
      </Code>
      {attempt.signed !== null && (
        <>
          <h4>{signed}</h4>
          <Code block className={classes.code}>
            <PlainText dir="ltr" text={attempt.signed} />
          </Code>
        </>
      )}
      <h4>{t("parts:attempt.reply")}</h4>
      <Code block className={classes.code}>
        {attempt.reply_status === null ? t("parts:attempt.no_reply") : <PlainText dir="ltr" text={`HTTP ${attempt.reply_status}\n\n${attempt.reply_body ?? ""}`} />}
      </Code>
    </section>
  );
}
