import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AttemptDetail } from "../../../contract/AttemptDetail";
import type { MessageStory } from "../../../contract/MessageStory";
import { ReasonText } from "../../../parts/ReasonText";
import { TechnicalDetails } from "../../../parts/TechnicalDetails";
import { When } from "../../../parts/When";
import classes from "./story.module.css";

/** What a technician or the vendor's support asks for. */
export function MessageDetails({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  return (
    <TechnicalDetails>
      <dl className={classes.facts}>
        <Fact name={t("messages:details.token")} value={story.token} />
        <Fact name={t("messages:details.msg_id")} value={story.msg_id ?? t("messages:details.none")} />
        <Fact name={t("messages:details.message")} value={String(story.message.id)} />
        <Fact name={t("messages:details.job")} value={t("messages:details.job_of", { job: story.job_id, count: story.job_recipients })} />
        <Fact name={t("messages:details.desk")} value={`${story.desk} · ${story.operator}`} />
      </dl>
      {story.attempts.length === 0 && <p>{t("messages:details.no_attempts")}</p>}
      {story.attempts.map((attempt, index) => (
        <Attempt key={attempt.id} attempt={attempt} ordinal={index + 1} />
      ))}
    </TechnicalDetails>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The request as it stood on the wire. */
function requestText({ method, url, headers, request_body }: AttemptDetail): string {
  const lines = [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`)];
  return request_body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${request_body}`;
}

function Attempt({ attempt, ordinal }: { attempt: AttemptDetail; ordinal: number }) {
  const { t } = useTranslation();
  return (
    <section className={classes.attempt}>
      <h3>{t("messages:details.attempt", { n: ordinal, state: attempt.state })}</h3>
      <p>
        {attempt.dispatched_at === null ? t("messages:details.never_left") : <When at={attempt.dispatched_at} />}
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
      <h4>{t("messages:details.request")}</h4>
      <Code block className={classes.code}>
        {requestText(attempt)}
      </Code>
      {attempt.signed !== null && (
        <>
          <h4>{t("messages:details.signed")}</h4>
          <Code block className={classes.code}>
            {attempt.signed}
          </Code>
        </>
      )}
      <h4>{t("messages:details.reply")}</h4>
      <Code block className={classes.code}>
        {attempt.reply_status === null
          ? t("messages:details.no_reply")
          : `HTTP ${attempt.reply_status}\n\n${attempt.reply_body ?? ""}`}
      </Code>
    </section>
  );
}
