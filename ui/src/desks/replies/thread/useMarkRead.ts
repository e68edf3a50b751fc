import { useEffect, useRef } from "react";

import type { Conversation } from "../../../contract/Conversation";
import { useDo } from "../../../ipc/ask";

/** Less than this is passing by, not reading. */
const READING_MS = 600;

const signsOfLife = ["focus", "pointerdown", "keydown"] as const;

/**
 * Marks a conversation as read once it has stood open for a moment. What arrives later while it stands open is read
 * when somebody is there: at once where the window has the focus, else at the next sign of life.
 */
export function useMarkRead({ id, unread, last_reply_id: lastReplyId }: Conversation): void {
  const { mutate } = useDo((api, conversation: number) => api.markRead(conversation));
  const opened = useRef(false);
  useEffect(() => {
    if (unread === 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        opened.current = true;
        mutate(id);
      }, READING_MS);
    };
    // The first time it was a person who opened it, wherever the focus is.
    if (!opened.current || document.hasFocus()) read();
    else for (const sign of signsOfLife) window.addEventListener(sign, read, { once: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, read);
    };
  }, [id, unread, lastReplyId, mutate]);
}
