import { useHotkeys } from "@mantine/hooks";

import type { Conversation } from "../../contract/Conversation";
import { useDo } from "../../ipc/ask";
import type { Rows } from "../rows";
import type { Place } from "../useOpenRow";

/** Marks a conversation as handled, or opens it again, as far as its replies were seen. */
export function useHandled(): { toggle: (conversation: Conversation) => void; busy: boolean } {
  const { mutate, isPending } = useDo((api, { id, handled, last_reply_id: seen }: Conversation) => {
    const wanted = { id, handled: handled === null, seen };
    return api.setHandled(wanted);
  });
  return {
    toggle: (conversation) => {
      if (!isPending) mutate(conversation);
    },
    busy: isPending,
  };
}

/** `e` does it for the row the keyboard is at, while no thread with a button for it is open. */
export function useHandledKey({ currentId, openId }: Place, rows: Rows<Conversation> | undefined): void {
  const { toggle } = useHandled();
  useHotkeys([
    [
      "e",
      (event) => {
        const row = rows?.find(currentId);
        // A dialog over the desk has the keyboard to itself.
        const inDialog = event.target instanceof Element && event.target.closest("[role=dialog]") !== null;
        if (openId === null && row !== undefined && !event.repeat && !inDialog) toggle(row);
      },
    ],
  ]);
}
