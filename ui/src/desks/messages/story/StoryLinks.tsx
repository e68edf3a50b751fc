import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import classes from "./story.module.css";

interface Props {
  story: MessageStory;
  onOpen: (id: number) => void;
}

/** The way between a message and the one it was sent again as. */
export function StoryLinks({ story, onOpen }: Props) {
  const { t } = useTranslation();
  const { sent_again_as: next, sent_again_for: before } = story;
  if (next === null && before === null) return null;
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
    </div>
  );
}
