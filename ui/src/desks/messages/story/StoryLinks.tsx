import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import { figures } from "../../../parts/figures";
import { everything } from "../filter/filter";
import { useMessagesView } from "../view";
import classes from "./story.module.css";

interface Props {
  story: MessageStory;
  onOpen: (id: number) => void;
}

/** The way between a message and the one it was sent again as, and to the others of its job. */
export function StoryLinks({ story, onOpen }: Props) {
  const { t } = useTranslation();
  const { memory } = useMessagesView();
  const { sent_again_as: next, sent_again_for: before, job_id: job, job_recipients: recipients } = story;
  if (next === null && before === null && recipients < 2) return null;
  return (
    <div className={classes.links}>
      {before !== null && (
        <Anchor component="button" type="button" size="sm" onClick={() => onOpen(before)}>
          {t("messages:story.sent_again_for")}
        </Anchor>
      )}
      {next !== null && (
        <Anchor component="button" type="button" size="sm" onClick={() => onOpen(next)}>
          {t("messages:story.sent_again_as")}
        </Anchor>
      )}
      {recipients > 1 && (
        <Anchor component="button" type="button" size="sm" onClick={() => memory.write({ filter: { ...everything, job_id: job } })}>
          {t("messages:story.only_job", { count: recipients, n: figures(recipients) })}
        </Anchor>
      )}
    </div>
  );
}
