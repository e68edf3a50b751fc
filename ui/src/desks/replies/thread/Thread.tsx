import { Loader } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../../contract/Conversation";
import { EmptyState } from "../../../parts/EmptyState";
import { ListFailure } from "../../ListFailure";
import { AnswerArea } from "../answer/AnswerArea";
import { StopProposal } from "./StopProposal";
import { ThreadHead } from "./ThreadHead";
import { ThreadItems } from "./ThreadItems";
import { useMarkRead } from "./useMarkRead";
import { useThread } from "./useThread";
import classes from "./thread.module.css";

interface Props {
  id: number;
  /** The list the keyboard came from. */
  list: RefObject<HTMLElement | null>;
}

/** One conversation: what was written to and fro, and the box to answer in. */
export function Thread({ id, list }: Props) {
  const { t } = useTranslation();
  const thread = useThread(id);
  const { conversation } = thread;
  if (thread.gone) return <EmptyState title={t("replies:thread.gone")}>{t("replies:thread.gone_why")}</EmptyState>;
  if (thread.failure !== null) return <ListFailure failure={thread.failure} onAgain={thread.again} />;
  if (conversation === undefined) return <Loader size="sm" aria-label={t("replies:thread.loading")} />;
  return (
    <div className={classes.thread}>
      <ReadMark conversation={conversation} />
      <ThreadHead conversation={conversation} />
      <StopProposal conversation={conversation} />
      <ThreadItems
        conversation={conversation}
        items={thread.items}
        hasEarlier={thread.hasEarlier}
        loadingEarlier={thread.loadingEarlier}
        onEarlier={thread.loadEarlier}
      />
      <AnswerArea conversation={conversation} onLeave={() => list.current?.focus()} />
    </div>
  );
}

/** Draws nothing: a conversation is read because it is drawn. */
function ReadMark({ conversation }: { conversation: Conversation }) {
  useMarkRead(conversation);
  return null;
}
