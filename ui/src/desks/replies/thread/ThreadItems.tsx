import { Button, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../../contract/Conversation";
import type { ConversationItem } from "../../../contract/ConversationItem";
import { OurMessage } from "./OurMessage";
import { TheirReply } from "./TheirReply";
import { useStay } from "./useStay";
import classes from "./thread.module.css";

const keyOf = ({ kind, row }: ConversationItem) => `${kind} ${row.id}`;

interface Props {
  conversation: Conversation;
  items: readonly ConversationItem[];
  hasEarlier: boolean;
  loadingEarlier: boolean;
  onEarlier: () => void;
}

/** What was written, oldest first; it begins at its end, and stays where it is when earlier things come above. */
export function ThreadItems({ conversation, items, hasEarlier, loadingEarlier, onEarlier }: Props) {
  const { t } = useTranslation();
  const box = useStay(items[0] === undefined ? "" : keyOf(items[0]), items);
  // What was new when it was opened stays marked while it is being read.
  const [firstNew] = useState(() => items.find(({ kind, row }) => kind === "reply" && row.unread)?.row.id);
  const told = useNewest(items);
  return (
    // A region that scrolls must be reachable by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={box} className={classes.items} aria-label={t("replies:thread.items", { number: conversation.number_masked })} tabIndex={0}>
      {hasEarlier && (
        <Button className={classes.earlier ?? ""} variant="default" size="compact-sm" loading={loadingEarlier} onClick={onEarlier}>
          {t("replies:thread.earlier")}
        </Button>
      )}
      <ol>
        {items.map((item) =>
          item.kind === "reply" ? (
            <TheirReply key={keyOf(item)} reply={item.row} extension={conversation.extension} isFirstNew={item.row.id === firstNew} />
          ) : (
            <OurMessage key={keyOf(item)} message={item.row} />
          ),
        )}
      </ol>
      <VisuallyHidden role="status">{told !== undefined && t(told.kind === "reply" ? "replies:thread.came" : "replies:thread.went")}</VisuallyHidden>
    </section>
  );
}

/** What was added at the end since the thread was opened. */
function useNewest(items: readonly ConversationItem[]): ConversationItem | undefined {
  const last = items.at(-1);
  const [first] = useState(() => (last === undefined ? undefined : keyOf(last)));
  return last === undefined || keyOf(last) === first ? undefined : last;
}
