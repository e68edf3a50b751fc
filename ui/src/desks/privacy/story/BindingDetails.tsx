import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AttemptDetail } from "../../../contract/AttemptDetail";
import type { BindingStory } from "../../../contract/BindingStory";
import { ReasonText } from "../../../parts/ReasonText";
import { TechnicalDetails } from "../../../parts/TechnicalDetails";
import { When } from "../../../parts/When";
import { FieldList } from "../../FieldList";
import classes from "./story.module.css";

/** What a technician or the vendor's support asks for. */
export function BindingDetails({ story }: { story: BindingStory }) {
  const { t } = useTranslation();
  const { binding } = story;
  const none = t("privacy:details.none");
  const display = binding.kind === "axb" ? `${Number(binding.shows_a_to_b)},${Number(binding.shows_caller_to_a)}` : String(Number(binding.shows_caller_to_a));
  return (
    <TechnicalDetails>
      <FieldList
        fields={[
          { name: "reqid", value: story.reqid },
          { name: t("privacy:details.token"), value: story.token },
          { name: "subid", value: binding.subid ?? none },
          { name: "appid", value: binding.appid },
          { name: "ttl", value: String(binding.ttl_seconds) },
          { name: "display", value: display },
          { name: "record", value: String(Number(binding.record)) },
          { name: "anucode", value: story.anucode === "" ? none : story.anucode },
          ...(binding.kind === "axb" ? [{ name: "ansanu", value: story.ansanu === "" ? none : story.ansanu }] : []),
          { name: t("privacy:details.binding"), value: String(binding.id) },
          { name: t("privacy:details.desk"), value: `${story.desk} · ${binding.operator}` },
        ]}
      />
      {story.attempts.length === 0 && <p>{t("privacy:details.no_attempts")}</p>}
      {story.attempts.map((attempt, index) => (
        <Attempt key={attempt.id} attempt={attempt} ordinal={index + 1} />
      ))}
    </TechnicalDetails>
  );
}

function Attempt({ attempt, ordinal }: { attempt: AttemptDetail; ordinal: number }) {
  const { t } = useTranslation();
  const headers = attempt.headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  return (
    <section className={classes.attempt}>
      <h3>{t("privacy:details.attempt", { n: ordinal, state: attempt.state })}</h3>
      <p>
        {attempt.dispatched_at === null ? t("privacy:details.never_left") : <When at={attempt.dispatched_at} />}
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
      <h4>{t("privacy:details.request")}</h4>
      <Code block className={classes.code}>
        {[`${attempt.method} ${attempt.url}`, headers, "", attempt.request_body].filter((part, index) => part !== "" || index === 2).join("\n")}
      </Code>
      {attempt.signed !== null && (
        <>
          <h4>{t("privacy:details.signed")}</h4>
          <Code block className={classes.code}>
            {attempt.signed}
          </Code>
        </>
      )}
      <h4>{t("privacy:details.reply")}</h4>
      <Code block className={classes.code}>
        {attempt.reply_status === null ? t("privacy:details.no_reply") : `HTTP ${attempt.reply_status}\n\n${attempt.reply_body ?? ""}`}
      </Code>
    </section>
  );
}
