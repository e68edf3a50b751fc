import { useTranslation } from "react-i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import { PlainText } from "../../../parts/PlainText";
import { TechnicalDetails } from "../../../parts/TechnicalDetails";
import { AttemptDetails } from "../../AttemptDetails";
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
        <AttemptDetails key={attempt.id} attempt={attempt} ordinal={index + 1} signed={t("messages:details.signed")} />
      ))}
    </TechnicalDetails>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <PlainText text={value} />
      </dd>
    </div>
  );
}
