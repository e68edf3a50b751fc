import type { MessageFilter } from "../../contract/MessageFilter";
import type { MessageRow } from "../../contract/MessageRow";
import type { MessageState } from "../../contract/MessageState";
import type { Reason } from "../../contract/Reason";
import type { SavedFilter } from "../../contract/SavedFilter";
import { longName } from "./accounts";
import { MINUTE } from "./time";

export function messageRow(change: Partial<MessageRow> = {}): MessageRow {
  const now = Date.now();
  return {
    id: 1,
    state: "delivered",
    number_masked: "138****0001",
    account_id: 1,
    vendor: "lianjiang",
    account_name: "客服",
    job_id: 90,
    operator: "李敏",
    text: "【总机】您预约的工程师将于今日 14:00–16:00 上门，请保持电话畅通。",
    segments: 1,
    approved_at: now - 5 * MINUTE,
    submitted_at: now - 5 * MINUTE + 400,
    state_at: now - 5 * MINUTE + 3_000,
    reason: null,
    reference: "",
    decided_by_hand: false,
    reports_here: true,
    mode: "plain",
    scheduled_for: null,
    ...change,
  };
}

const report = (code: string): Reason => ({ kind: "report_code", code, vendor: "lianjiang", table: "" });

const cycle: { state: MessageState; reason: Reason | null }[] = [
  { state: "delivered", reason: null },
  { state: "accepted", reason: null },
  { state: "unknown", reason: { kind: "connection_cut" } },
  { state: "failed", reason: report("MK:0001") },
  { state: "delivered", reason: null },
  { state: "rejected", reason: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40011", said: "content & sign out" } },
  { state: "delivered", reason: null },
  { state: "not_sent", reason: { kind: "connection_refused" } },
  { state: "no_report", reason: { kind: "no_report_in_time" } },
  { state: "failed", reason: report("XQ:7731") },
  { state: "queued", reason: null },
  { state: "sending", reason: null },
];

export function manyMessages(): MessageRow[] {
  const now = Date.now();
  return Array.from({ length: 4_000 }, (_, i) => {
    const { state, reason } = i < 24 ? (cycle[i % cycle.length] ?? { state: "delivered", reason: null }) : { state: "delivered" as const, reason: null };
    const at = now - i * 57_000;
    return messageRow({
      id: 40_000 - i,
      state,
      reason,
      number_masked: `13${i % 10}****${String(1000 + ((i * 317) % 9000))}`,
      account_id: i % 5 === 2 ? 2 : 1,
      account_name: i % 5 === 2 ? longName : "客服",
      job_id: 90 - Math.floor(i / 100),
      operator: i % 7 === 3 ? "王芳" : "李敏",
      text: i % 3 === 0 ? "【总机】您的验证码是 482913，5 分钟内有效，请勿告诉他人。" : "【总机】您预约的工程师将于今日 14:00–16:00 上门，请保持电话畅通。如需改期请直接回复本短信。",
      segments: 1 + (i % 3 === 1 ? 1 : 0),
      approved_at: at,
      submitted_at: state === "queued" || state === "not_sent" ? null : at + 400,
      state_at: at + 3_000,
      reference: i % 4 === 0 ? `A-20${600 + i}` : "",
      reports_here: i % 5 !== 2,
      decided_by_hand: i === 13,
    });
  });
}

/** Messages of the other vendors, newer than all of `manyMessages`. */
export function otherMessages(): MessageRow[] {
  const now = Date.now();
  const voice = { account_id: 4, vendor: "linkaccount", account_name: "验证码与语音", mode: "voice" as const, text: "您的订单 A-20611 已到达，请取件。" };
  const abroad = {
    account_id: 6,
    vendor: "intl_sms",
    account_name: "International",
    mode: "international" as const,
    number_masked: "4479****0123",
    text: "Your parcel A-20611 arrives tomorrow between 9 and 11.",
  };
  return [
    messageRow({ ...voice, id: 40_006, state: "delivered" }),
    messageRow({ ...voice, id: 40_005, state: "failed", reason: { kind: "report_code", code: "1", vendor: "linkaccount", table: "voice_push" } }),
    messageRow({ ...abroad, id: 40_004, state: "accepted", scheduled_for: now + 90 * MINUTE }),
    messageRow({ ...abroad, id: 40_003, state: "not_sent", reason: { kind: "send_time_passed" }, submitted_at: null, scheduled_for: now - 5 * MINUTE }),
    messageRow({
      ...voice,
      id: 40_002,
      mode: "template",
      state: "unknown",
      reason: { kind: "not_in_reply" },
      text: "【总机】您的验证码是 482913。",
    }),
    messageRow({
      ...voice,
      id: 40_001,
      mode: "template",
      state: "rejected",
      reason: { kind: "vendor_code", vendor: "linkaccount", table: "text", code: "900019", said: "余额不足" },
      text: "【总机】您的验证码是 771204。",
    }),
  ];
}

export const emptyFilter: MessageFilter = {
  states: [],
  account_id: null,
  modes: [],
  from_at: null,
  to_at: null,
  last_days: null,
  changed_from_at: null,
  changed_days: null,
  job_id: null,
  operator: "",
  code: "",
  search: "",
};

export const savedFilters: SavedFilter[] = [
  { id: 2, name: "夜班失败", filter: { ...emptyFilter, states: ["failed", "rejected"], account_id: 2 } },
  { id: 1, name: "Calls nobody answered", filter: { ...emptyFilter, states: ["failed"], modes: ["voice"] } },
];
