import type { ExchangeDetail } from "../../contract/ExchangeDetail";
import type { ExchangeRow } from "../../contract/ExchangeRow";
import type { ForeignItems } from "../../contract/ForeignItems";
import type { PollStatus } from "../../contract/PollStatus";
import type { Quarantined } from "../../contract/Quarantined";
import type { StrayReport } from "../../contract/StrayReport";
import { longName } from "./accounts";
import { HOUR, MINUTE } from "./time";

/** An exchange; what the list shows of it is changed by `row`. */
export function exchange(row: Partial<ExchangeRow> = {}, change: Partial<Omit<ExchangeDetail, "row">> = {}): ExchangeDetail {
  const at = row.at ?? Date.now() - 5 * MINUTE;
  return {
    row: {
      of: { at: "attempt", id: 1 },
      kind: "send",
      account_id: 1,
      vendor: "lianjiang",
      account_name: "客服",
      at,
      method: "POST",
      path: "/api/v1/sms",
      status: 200,
      outcome: "good",
      reason: null,
      items: 3,
      milliseconds: 180,
      ...row,
    },
    url: "http://api.ljioe.cn/api/v1/sms",
    headers: [{ name: "Content-Type", value: "application/json; charset=UTF-8" }],
    request_body: '{"account":"swb_cs","content":"…","ext":"KF37Q2M9XB4T","key":"{{key}}","mobile":"138****0001","timestamp":1749794531}',
    signed: "swb_cs{{password}}1749794531",
    digest: { name: "MD5", value: "0f1d9a6e5c2b48d7a3e1b6c4d5f60718" },
    reply_body: '{"msgId":"152880982911993396","code":20000,"desc":"success"}',
    reply_cut: false,
    dispatched_at: at,
    settled_at: at + 180,
    message_id: 40_000,
    binding_id: null,
    push: null,
    can_copy: true,
    can_diagnose: false,
    ...change,
  };
}

export function manyExchanges(): ExchangeDetail[] {
  const now = Date.now();
  const poll = { message_id: null, url: "http://api.ljioe.cn/api/v1/report", request_body: '{"account":"swb_cs","key":"{{key}}","timestamp":1749794531}' };
  return [
    exchange({ of: { at: "poll", id: 9 }, kind: "reports", path: "/api/v1/report", at: now - 20_000, outcome: "nothing", items: 0, milliseconds: 90 }, { ...poll, reply_body: '{"code":20001,"desc":"no data"}' }),
    exchange({ of: { at: "attempt", id: 8 }, at: now - MINUTE }),
    exchange(
      {
        of: { at: "attempt", id: 7 },
        at: now - 12 * MINUTE,
        account_id: 2,
        account_name: longName,
        outcome: "refused",
        reason: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40002", said: "key error" },
        items: 0,
      },
      { can_diagnose: true, reply_body: '{"code":40002,"desc":"key error"}' },
    ),
    exchange({ of: { at: "attempt", id: 6 }, at: now - 31 * MINUTE, outcome: "doubt", status: null, reason: { kind: "connection_cut" }, milliseconds: 30_000 }, { reply_body: null }),
    exchange({ of: { at: "poll", id: 5 }, kind: "replies", path: "/api/v1/mo", at: now - HOUR, items: 2 }, poll),
  ];
}

export function poll(change: Partial<PollStatus> = {}): PollStatus {
  const now = Date.now();
  return {
    account_id: 1,
    vendor: "lianjiang",
    account_name: "客服",
    kind: "reports",
    last_success_at: now - 4_000,
    last_items: 12,
    last_items_at: now - 40_000,
    items_day: 4_212,
    lag_milliseconds: 6_300,
    failing: null,
    next_at: now + 11_000,
    in_flight: false,
    paused: false,
    interval_seconds: null,
    default_seconds: 15,
    open_messages: null,
    ...change,
  };
}

export function manyPolls(): PollStatus[] {
  const now = Date.now();
  return [
    poll(),
    poll({ kind: "replies", items_day: 37, last_items: 1, lag_milliseconds: 21_000 }),
    poll({ account_id: 2, account_name: longName, paused: true, next_at: null, last_success_at: now - 26 * HOUR, failing: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40003", said: "ip error" } }),
    poll({ account_id: 6, vendor: "intl_sms", account_name: "International", kind: "status", open_messages: 41, interval_seconds: 300, default_seconds: 600 }),
    poll({ account_id: 6, vendor: "intl_sms", account_name: "International", kind: "balance", default_seconds: 3_600, items_day: 24, last_items: 1, lag_milliseconds: null }),
  ];
}

export function manyForeign(): ForeignItems[] {
  const now = Date.now();
  const at = { first_at: now - 3 * HOUR, last_at: now - 8 * MINUTE };
  return [
    { account_id: 1, vendor: "lianjiang", account_name: "客服", desk: "KF7", reports: 2, calls: 0, not_handed_over: 2, ...at },
    { account_id: 7, vendor: "privacy_number", account_name: "Numbers", desk: "AB2", reports: 0, calls: 3, not_handed_over: 0, ...at },
  ];
}

export function manyStrays(): StrayReport[] {
  return [
    {
      id: 3,
      account_id: 1,
      vendor: "lianjiang",
      account_name: "客服",
      number_masked: "138****0005",
      state: "failed",
      code: "MK:0001",
      table: "",
      msg_id: "152880982911993999",
      token: "KF3ab2cd3ef4",
      vendor_time: "2025-06-13 14:02:11",
      received_at: Date.now() - HOUR,
    },
  ];
}

export function manyQuarantined(): Quarantined[] {
  return [
    {
      of: { at: "poll", id: 5 },
      vendor: "lianjiang",
      account_name: "客服",
      at: Date.now() - HOUR,
      raw: '{"msgId":152880982911993396,"mobile":"138****0001","status":["DELIVRD"],"time":"2025-06-13 14:02:11"}',
      why: "invalid type: sequence, expected a string",
    },
  ];
}
