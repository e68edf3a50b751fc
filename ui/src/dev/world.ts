import type { Account } from "../contract/Account";
import type { Balance } from "../contract/Balance";
import type { Client } from "../contract/client";
import type { DeskStatus } from "../contract/DeskStatus";
import type { Identity } from "../contract/Identity";
import type { MessageRow } from "../contract/MessageRow";
import type { MessageState } from "../contract/MessageState";
import type { Preferences } from "../contract/Preferences";
import type { ProfileState } from "../contract/ProfileState";
import type { Reason } from "../contract/Reason";
import type { Reply } from "../contract/Reply";
import type { Template } from "../contract/Template";

export type Job = Awaited<ReturnType<Client["listOpenJobs"]>>[number];

/** Everything the made-up program knows. */
export interface World {
  profile: ProfileState;
  preferences: Preferences;
  identity: Identity | null;
  accounts: Account[];
  templates: Template[];
  jobs: Job[];
  messages: MessageRow[];
  replies: Reply[];
  balances: Balance[];
  status: DeskStatus;
}

const MINUTE = 60_000;

export function account(change: Partial<Account> = {}): Account {
  return {
    id: 1,
    vendor: "lianjiang",
    name: "客服",
    base_url: "http://127.0.0.1:40123",
    plain_http: false,
    vendor_account: "practice",
    extension: "",
    signature: "总机",
    operation_size: 500,
    key_case: "lower",
    fetches_reports: true,
    enabled: true,
    has_secret: true,
    secret_fingerprint: "3f9a01c7",
    paused: null,
    last_success_at: Date.now() - 4_000,
    ...change,
  };
}

export function messageRow(change: Partial<MessageRow> = {}): MessageRow {
  const now = Date.now();
  return {
    id: 1,
    state: "delivered",
    number_masked: "138****0001",
    vendor: "lianjiang",
    account_name: "客服",
    text: "【总机】您预约的工程师将于今日 14:00–16:00 上门，请保持电话畅通。",
    segments: 1,
    approved_at: now - 5 * MINUTE,
    submitted_at: now - 5 * MINUTE + 400,
    state_at: now - 5 * MINUTE + 3_000,
    reason: null,
    reference: "",
    decided_by_hand: false,
    reports_here: true,
    ...change,
  };
}

export const quietStatus: DeskStatus = {
  unknown: 0,
  failed_today: 0,
  paused_jobs: 0,
  running: null,
  polls: [],
  gaps: [],
  paused_accounts: [],
  clock_skew_seconds: null,
  foreign_reports: 0,
  quarantined: 0,
};

/** A program that was never opened. */
export function freshWorld(): World {
  return {
    profile: { state: "welcome", live_exists: false, practice_exists: false },
    preferences: { language: null, theme: "system" },
    identity: null,
    accounts: [],
    templates: [],
    jobs: [],
    messages: [],
    replies: [],
    balances: [],
    status: quietStatus,
  };
}

/** A practice profile just opened: one account, nothing sent. */
export function practiceWorld(): World {
  return {
    ...freshWorld(),
    profile: { state: "ready", profile: "practice", recovery_key_due: false, data_dir: "/home/li/.local/share/switchboard/practice" },
    identity: { operator: "李敏", desk: "P01" },
    accounts: [account({ name: "Practice" })],
    balances: [
      { account_id: 1, vendor: "lianjiang", account_name: "Practice", messages_left: 18_204, at: Date.now() - 20_000, failed: null },
    ],
    status: { ...quietStatus, polls: [{ account_id: 1, account_name: "Practice", reports_at: Date.now() - 4_000, replies_at: Date.now() - 9_000, failing: null }] },
  };
}

const longName = "华东区客服中心夜班备用通道（验证码与通知共用）East China Customer Care Night Shift Backup 02";

const cycle: { state: MessageState; reason: Reason | null }[] = [
  { state: "delivered", reason: null },
  { state: "accepted", reason: null },
  { state: "unknown", reason: { kind: "connection_cut" } },
  { state: "failed", reason: { kind: "report_code", code: "MK:0001" } },
  { state: "delivered", reason: null },
  { state: "rejected", reason: { kind: "vendor_code", vendor: "lianjiang", code: "40011", said: "content & sign out" } },
  { state: "delivered", reason: null },
  { state: "not_sent", reason: { kind: "connection_refused" } },
  { state: "no_report", reason: { kind: "no_report_in_time" } },
  { state: "failed", reason: { kind: "report_code", code: "XQ:7731" } },
  { state: "queued", reason: null },
  { state: "sending", reason: null },
];

function manyMessages(): MessageRow[] {
  const now = Date.now();
  return Array.from({ length: 4_000 }, (_, i) => {
    const { state, reason } = i < 24 ? (cycle[i % cycle.length] ?? { state: "delivered", reason: null }) : { state: "delivered" as const, reason: null };
    const at = now - i * 57_000;
    return messageRow({
      id: 40_000 - i,
      state,
      reason,
      number_masked: `13${i % 10}****${String(1000 + ((i * 317) % 9000))}`,
      account_name: i % 5 === 2 ? longName : "客服",
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

/** A live profile in the middle of a day on which much goes wrong. */
export function busyWorld(): World {
  const now = Date.now();
  const accounts = [
    account({ id: 1, name: "客服", base_url: "http://api.ljioe.cn", plain_http: true, vendor_account: "swb_cs", extension: "0812" }),
    account({
      id: 2,
      name: longName,
      base_url: "http://ljioe.cn",
      plain_http: true,
      vendor_account: "swb_backup",
      fetches_reports: false,
      paused: { at: now - 12 * MINUTE, reason: { kind: "vendor_code", vendor: "lianjiang", code: "40003", said: "ip error" } },
      last_success_at: now - 26 * 60 * MINUTE,
    }),
    account({ id: 3, name: "Notifications", enabled: false, has_secret: false, secret_fingerprint: null, last_success_at: null, vendor_account: "swb_note" }),
  ];
  return {
    profile: { state: "ready", profile: "live", recovery_key_due: false, data_dir: "/home/li/.local/share/switchboard/live" },
    preferences: { language: null, theme: "system" },
    identity: { operator: "李敏", desk: "KF3" },
    accounts,
    templates: [
      { id: 1, account_id: 1, name: "上门提醒", template_id: "TP20398", text: "您预约的工程师 {1} 将于 {2} 上门，请保持电话畅通。", variables: [{ placeholder: "{1}", name: "工程师" }, { placeholder: "{2}", name: "时间" }] },
      { id: 2, account_id: 1, name: "Verification code", template_id: "TP20399", text: "Your code is ${code}, valid for ${minutes} minutes.", variables: [{ placeholder: "${code}", name: "code" }, { placeholder: "${minutes}", name: "minutes" }] },
    ],
    jobs: [
      { id: 90, vendor: "lianjiang", account_name: "客服", approved_at: now - 2 * MINUTE, operator: "李敏", reference: "A-20611", state: "running", paused: null, recipients: 100_000, settled: 41_200, remaining: 58_800 },
      { id: 88, vendor: "lianjiang", account_name: longName, approved_at: now - 47 * MINUTE, operator: "王芳", reference: "", state: "paused", paused: { kind: "restarted" }, recipients: 3_000, settled: 1_500, remaining: 1_500 },
    ],
    messages: manyMessages(),
    replies: Array.from({ length: 130 }, (_, i) => ({
      id: 600 - i,
      number_masked: `139****77${String(10 + i)}`,
      vendor: "lianjiang",
      account_name: i % 4 === 1 ? longName : "客服",
      content: oddReplies[i] ?? (i % 3 === 0 ? "TD" : i % 3 === 1 ? "好的，请下午三点以后再来，谢谢" : "Please call me before coming, I may be out until four in the afternoon and nobody else is at home to open the door."),
      vendor_time: "2025-06-13 00:11:08",
      extension: i % 2 === 0 ? "0812" : "",
      received_at: now - i * 7 * MINUTE,
      message_id: i % 5 === 4 ? null : 40_000 - i,
    })),
    balances: [
      { account_id: 1, vendor: "lianjiang", account_name: "客服", messages_left: 18_204, at: now - 3 * MINUTE, failed: null },
      { account_id: 2, vendor: "lianjiang", account_name: longName, messages_left: 312, at: now - 26 * 60 * MINUTE, failed: { kind: "vendor_code", vendor: "lianjiang", code: "40003", said: "ip error" } },
      { account_id: 3, vendor: "lianjiang", account_name: "Notifications", messages_left: null, at: null, failed: { kind: "account_off" } },
    ],
    status: {
      unknown: 3,
      failed_today: 41,
      paused_jobs: 1,
      running: { job_id: 90, settled: 41_200, recipients: 100_000 },
      polls: [{ account_id: 1, account_name: "客服", reports_at: now - 4_000, replies_at: now - 9_000, failing: null }],
      gaps: [{ id: 5, account_name: "客服", kind: "reports", from_at: now - 55 * MINUTE, to_at: now - 51 * MINUTE }],
      paused_accounts: [{ account_id: 2, account_name: longName, reason: { kind: "vendor_code", vendor: "lianjiang", code: "40003", said: "ip error" } }],
      clock_skew_seconds: 127,
      foreign_reports: 2,
      quarantined: 1,
    },
  };
}
