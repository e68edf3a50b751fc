import { Paper } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import { useNow } from "../../../frame/useNow";
import { CopyButtonText } from "../../../parts/CopyButtonText";
import { answerOf } from "./answer";
import classes from "./story.module.css";
import { WaysOut } from "./WaysOut";

/** "Did the customer get it?": the answer, what it means, and what can be done, with its risk first. */
export function AnswerBox({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const answer = answerOf(t, story, now);
  return (
    <Paper withBorder p="sm" className={classes.answer} component="section" aria-label={t("messages:answer.label")}>
      <h3>{answer.head}</h3>
      <p>{answer.means}</p>
      <p>{answer.billed}</p>
      <p>{answer.next}</p>
      <WaysOut story={story} />
      <div className={classes.copy}>
        <CopyButtonText text={answer.forCustomer} label={t("messages:answer.copy")} />
      </div>
    </Paper>
  );
}
