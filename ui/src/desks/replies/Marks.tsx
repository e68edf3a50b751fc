import { IconBan, IconCheck, IconHandStop, IconMessageQuestion } from "@tabler/icons-react";
import type { FC, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../contract/Conversation";
import { PlainText } from "../../parts/PlainText";
import { fullTime } from "../../parts/time";
import classes from "./replies.module.css";

/** What must be known of a conversation beside its text; nothing where there is nothing. */
export function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { stop_word: word, suppressed, written_to: writtenTo, handled } = conversation;
  if (word === null && !suppressed && writtenTo && handled === null) return null;
  return (
    <span className={classes.marks}>
      {word !== null && (
        // Once it is on the list, or handled, nobody has to do anything.
        <Mark icon={IconHandStop} wanted={!suppressed && handled === null}>
          {t("replies:mark.stop_word")} <PlainText text={word} />
        </Mark>
      )}
      {suppressed && <Mark icon={IconBan}>{t("replies:mark.suppressed")}</Mark>}
      {!writtenTo && (
        <Mark icon={IconMessageQuestion} title={t("replies:mark.never_written_means")}>
          {t("replies:mark.never_written")}
        </Mark>
      )}
      {handled !== null && (
        <Mark icon={IconCheck} title={t("replies:mark.handled_by", { operator: handled.operator, at: fullTime(new Date(handled.at)) })}>
          {t("replies:mark.handled")}
        </Mark>
      )}
    </span>
  );
}

interface MarkProps {
  icon: FC<{ size: number }>;
  /** Whether somebody should do something about it. */
  wanted?: boolean;
  title?: string;
  children: ReactNode;
}

function Mark({ icon: Icon, wanted = false, title, children }: MarkProps) {
  return (
    <span className={classes.mark} data-wanted={wanted || undefined} title={title}>
      <Icon size={13} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
