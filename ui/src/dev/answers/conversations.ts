import type { Suppressed } from "../../contract/Suppressed";
import { messageRow } from "../world";
import { plannedAnswer } from "./send";
import { fitsNumber, maskedOf } from "./numberRef";
import { found, nextId, pageOf, type Answers, type Stage } from "./stage";

type Commands =
  | "listConversations"
  | "conversationStory"
  | "markRead"
  | "setHandled"
  | "planAnswer"
  | "approveAnswer"
  | "stopWords"
  | "setStopWords"
  | "listSuppressed"
  | "suppress"
  | "unsuppress";

export function conversationAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    listConversations: ({ show, account_id, search, before, limit }) => {
      const all = world.conversations.filter(
        (row) =>
          (show === "all" || (show === "handled") === (row.handled !== null)) &&
          (show !== "unread" || row.unread > 0) &&
          (account_id === null || row.account_id === account_id) &&
          (search === "" || fitsNumber(row.number_masked, search) || row.last_text.includes(search)) &&
          (before === null || row.last_reply_id < before),
      );
      const rows = all.slice(0, limit);
      return { rows, next: all.length > rows.length ? (rows.at(-1)?.last_reply_id ?? null) : null };
    },
    conversationStory: ({ id }) => {
      const conversation = found(world.conversations.find((row) => row.id === id));
      const replies = world.replies.filter(({ conversation_id }) => conversation_id === id);
      const messages = world.messages.filter(
        (message) =>
          replies.some(({ message_id }) => message_id === message.id) ||
          (message.number_masked === conversation.number_masked && message.account_id === conversation.account_id),
      );
      const items = [
        ...messages.map((row) => ({ at: row.approved_at, item: { kind: "message" as const, row } })),
        ...replies.map((row) => ({ at: row.received_at, item: { kind: "reply" as const, row } })),
      ].sort((one, other) => one.at - other.at);
      return { conversation, items: items.map(({ item }) => item), earlier: false };
    },
    markRead: (id) =>
      become(
        {
          conversations: world.conversations.map((row) => (row.id === id ? { ...row, unread: 0 } : row)),
          replies: world.replies.map((row) => (row.conversation_id === id ? { ...row, unread: false } : row)),
          status: { ...world.status, unread_replies: world.conversations.reduce((sum, row) => sum + (row.id === id ? 0 : row.unread), 0) },
        },
        "replies",
        "status",
      ),
    setHandled: ({ id, handled }) =>
      become(
        {
          conversations: world.conversations.map((row) =>
            row.id === id ? { ...row, handled: handled ? { operator: world.identity?.operator ?? "", at: Date.now() } : null } : row,
          ),
        },
        "replies",
      ),
    planAnswer: plannedAnswer,
    approveAnswer: ({ draft }) => {
      const { account_id, account_name, number_masked } = found(world.conversations.find(({ id }) => id === draft.conversation_id));
      const now = Date.now();
      const row = messageRow({
        id: nextId(world.messages),
        state: "accepted",
        account_id,
        account_name,
        number_masked,
        text: `【${draft.signature}】${draft.content}`,
        operator: world.identity?.operator ?? "",
        approved_at: now,
        submitted_at: now,
        state_at: now,
      });
      become({ messages: [row, ...world.messages] }, "messages", "jobs", "replies");
      return { result: "approved", job_id: 93 };
    },
    stopWords: () => world.stopWords,
    setStopWords: (words) => {
      become({ stopWords: [...new Set(words.map((word) => word.trim().toUpperCase()).filter((word) => word !== ""))] }, "replies");
      return world.stopWords;
    },
    listSuppressed: ({ search, before, limit }) => {
      const all = world.suppressed.filter((row) => search === "" || fitsNumber(row.number_masked, search));
      return { ...pageOf(all, { before, limit }), total: all.length };
    },
    suppress: ({ of, why }) => {
      if (why.trim() === "") return { result: "invalid", problems: [{ field: "why", reason: "required" }] };
      const row: Suppressed = {
        id: nextId(world.suppressed),
        number_masked: maskedOf(world, of),
        why: why.trim(),
        reply_id: of.at === "reply" ? of.id : null,
        conversation_id: null,
        operator: world.identity?.operator ?? "",
        at: Date.now(),
      };
      become(
        {
          suppressed: [row, ...world.suppressed],
          conversations: world.conversations.map((one) => (one.number_masked === row.number_masked ? { ...one, suppressed: true } : one)),
        },
        "suppression",
        "replies",
      );
      return { result: "listed", id: row.id };
    },
    unsuppress: ({ id, why }) => {
      if (why.trim() === "") return [{ field: "why", reason: "required" }];
      const row = found(world.suppressed.find((one) => one.id === id));
      become(
        {
          suppressed: world.suppressed.filter((one) => one.id !== id),
          conversations: world.conversations.map((one) => (one.number_masked === row.number_masked ? { ...one, suppressed: false } : one)),
        },
        "suppression",
        "replies",
      );
      return [];
    },
  };
}
