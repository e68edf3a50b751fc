import type { Reply } from "../../contract/Reply";
import { longName } from "./accounts";
import { MINUTE } from "./time";

/** Replies that try a layout: long, right to left, of emoji, without a blank, empty. */
const oddReplies: readonly (string | undefined)[] = [
  undefined,
  "收到".repeat(5_000),
  "مرحبا، من فضلك اتصل بي بعد الساعة 3 مساءً. شكرا! \u202eTD",
  "👍🏽👨‍👩‍👧‍👦🎉".repeat(40),
  `https://example.com/${"a".repeat(400)}`,
  "  ",
  "1\n2\n3\n4\n5\n6",
];

export function reply(change: Partial<Reply> = {}): Reply {
  return {
    id: 1,
    number_masked: "139****7731",
    account_id: 1,
    vendor: "lianjiang",
    account_name: "客服",
    conversation_id: 1,
    content: "TD",
    vendor_time: "2018-06-13 00:11:08",
    extension: "",
    received_at: Date.now(),
    message_id: null,
    unread: false,
    stop_word: null,
    ...change,
  };
}

export function manyReplies(): Reply[] {
  const now = Date.now();
  const newest = Array.from({ length: 130 }, (_, i) => ({
    id: 600 - i,
    number_masked: `139****77${String(10 + i)}`,
    account_id: i % 4 === 1 ? 2 : 1,
    conversation_id: 600 - i,
    unread: i < 7,
    stop_word: oddReplies[i] === undefined && i % 3 === 0 ? "TD" : null,
    vendor: "lianjiang",
    account_name: i % 4 === 1 ? longName : "客服",
    content:
      oddReplies[i] ??
      (i % 3 === 0
        ? "TD"
        : i % 3 === 1
          ? "好的，请下午三点以后再来，谢谢"
          : "Please call me before coming, I may be out until four in the afternoon and nobody else is at home to open the door."),
    vendor_time: "2025-06-13 00:11:08",
    extension: i % 2 === 0 ? "0812" : "",
    received_at: now - i * 7 * MINUTE,
    message_id: i % 5 === 4 ? null : 40_000 - i,
  }));
  return [...newest, ...before(now)];
}

/** What the customer of the newest conversation wrote before. */
function before(now: number): Reply[] {
  const of = { conversation_id: 600, number_masked: "139****7710", extension: "0812" };
  return [
    reply({ ...of, id: 402, content: "下午三点可以吗？", received_at: now - 3 * 60 * MINUTE, message_id: 39_800 }),
    reply({ ...of, id: 401, content: "请问几点到？", received_at: now - 4 * 60 * MINUTE, message_id: 39_790 }),
  ];
}
