import type { Conversation } from "../../contract/Conversation";
import type { Reply } from "../../contract/Reply";
import type { Suppressed } from "../../contract/Suppressed";
import { DAY, HOUR } from "./time";

export const usualStopWords: string[] = ["退订", "T", "TD", "R", "N", "STOP", "UNSUBSCRIBE"];

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 1,
    account_id: 1,
    vendor: "lianjiang",
    account_name: "客服",
    number_masked: "139****7731",
    extension: "0812",
    last_text: "TD",
    last_at: Date.now() - HOUR,
    last_reply_id: 1,
    unread: 0,
    handled: null,
    stop_word: null,
    suppressed: false,
    can_answer: true,
    written_to: true,
    ...change,
  };
}

/** Their conversations. */
export function conversationsOf(replies: readonly Reply[]): Conversation[] {
  const newest = replies.filter(({ conversation_id: id }, i) => replies.findIndex((one) => one.conversation_id === id) === i);
  return newest.map((reply, i) =>
    conversation({
      id: reply.conversation_id,
      account_id: reply.account_id,
      vendor: reply.vendor,
      account_name: reply.account_name,
      number_masked: reply.number_masked,
      extension: reply.extension,
      last_text: reply.content.slice(0, 200),
      last_at: reply.received_at,
      last_reply_id: reply.id,
      unread: reply.unread ? 1 + (i % 2) : 0,
      handled: i % 9 === 8 ? { operator: "王芳", at: reply.received_at + HOUR } : null,
      stop_word: reply.stop_word,
      suppressed: i === 9,
      can_answer: reply.account_id === 1,
      written_to: reply.message_id !== null,
    }),
  );
}

export function suppressed(change: Partial<Suppressed> = {}): Suppressed {
  return { id: 1, number_masked: "139****7719", why: "TD", reply_id: null, conversation_id: null, operator: "李敏", at: Date.now() - 2 * DAY, ...change };
}

export function manySuppressed(): Suppressed[] {
  const now = Date.now();
  return [
    suppressed({ id: 3, reply_id: 591, conversation_id: 4 }),
    suppressed({ id: 2, number_masked: "138****0007", why: "投诉：不再接收任何短信", operator: "王芳", at: now - 9 * DAY }),
    suppressed({ id: 1, number_masked: "4479****0123", why: "Asked on the phone never to be written to again", at: now - 40 * DAY }),
  ];
}
