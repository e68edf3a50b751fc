import type { Binding } from "../../contract/Binding";
import type { BindingEvent } from "../../contract/BindingEvent";
import type { BindingStory } from "../../contract/BindingStory";
import type { XCall } from "../../contract/XCall";
import { HOUR, MINUTE } from "./time";

export function binding(change: Partial<Binding> = {}): Binding {
  const now = Date.now();
  return {
    id: 1,
    kind: "axb",
    state: "bound",
    account_id: 7,
    vendor: "privacy_number",
    account_name: "司机与乘客",
    appid: "ride",
    x_number: "17000000001",
    a_number_masked: "138****0001",
    b_number_masked: "139****0002",
    shows_a_to_b: false,
    shows_caller_to_a: false,
    record: false,
    ttl_seconds: 7_200,
    ends_at: now + 90 * MINUTE,
    reserved_until: null,
    subid: "5519023",
    reason: null,
    reference: "A-20611",
    operator: "李敏",
    approved_at: now - 30 * MINUTE,
    state_at: now - 30 * MINUTE + 700,
    can_release: true,
    ...change,
  };
}

export function xCall(change: Partial<XCall> = {}): XCall {
  const now = Date.now();
  return {
    id: 1,
    kind: "call_record",
    caller_masked: "138****0001",
    callee_masked: "139****0002",
    x_number: "17000000001",
    began_at: now - 20 * MINUTE,
    duration_seconds: 73,
    result: "answered",
    released_by: "1",
    has_recording: true,
    sms_content: null,
    fields: [
      { name: "taskid", value: "9920331" },
      { name: "caller", value: "138****0001" },
      { name: "result", value: "answered" },
    ],
    received_at: now - 18 * MINUTE,
    ...change,
  };
}

/** A story that fits a binding. */
export function storyOfBinding(of: Binding, calls: XCall[] = []): BindingStory {
  const sent = of.approved_at + 200;
  const done: BindingEvent[] =
    of.state === "bound" || of.state === "still_bound" || of.state === "released" || of.state === "ended"
      ? [{ at: of.approved_at + 700, what: { kind: "bind_attempt", outcome: "accepted", reason: null } }]
      : of.state === "rejected" || of.state === "not_sent" || of.state === "unknown"
        ? [{ at: of.state_at, what: { kind: "bind_attempt", outcome: of.state, reason: of.reason } }]
        : [];
  const released: BindingEvent[] =
    of.state === "still_bound" || of.state === "released" || of.state === "releasing"
      ? [
          { at: of.state_at - 800, what: { kind: "release_approved", operator: of.operator } },
          { at: of.state_at, what: { kind: "release_attempt", outcome: of.state === "still_bound" ? "rejected" : "accepted", reason: of.reason } },
        ]
      : [];
  return {
    binding: of,
    reqid: "KF37Q2M9XB4T-1",
    token: "KF37Q2M9XB4T",
    anucode: "",
    ansanu: "",
    desk: "KF3",
    events: [{ at: of.approved_at, what: { kind: "approved", operator: of.operator } }, ...done, ...released],
    calls,
    attempts: [
      {
        id: 1,
        state: "accepted",
        dispatched_at: sent,
        settled_at: sent + 400,
        method: "PUT",
        url: `https://igw.example.com/igw/service/uc/interline/${of.x_number}`,
        headers: [
          { name: "Authorization", value: "{{authorization}}" },
          { name: "Content-Type", value: "application/x-www-form-urlencoded" },
        ],
        request_body: "appid=ride&anum=138****0001&bnum=139****0002&ttl=7200&display=0%2C0&reqid=KF37Q2M9XB4T-1",
        signed: null,
        reply_status: 200,
        reply_body: '{"error":0,"subid":"5519023"}',
        reason: null,
      },
    ],
  };
}

/** One of each state. */
export function manyBindings(): BindingStory[] {
  const now = Date.now();
  const rows: Binding[] = [
    binding({ id: 11 }),
    binding({ id: 10, state: "still_bound", x_number: "17000000002", reason: { kind: "vendor_code", vendor: "privacy_number", table: "codes", code: "1103", said: null }, state_at: now - 4 * MINUTE }),
    binding({ id: 9, state: "unconfirmed", x_number: "17000000003", subid: null, reserved_until: now + 3 * HOUR, reason: { kind: "vendor_code", vendor: "privacy_number", table: "codes", code: "1201", said: null }, can_release: false }),
    binding({ id: 8, state: "unknown", subid: null, reserved_until: now + 2 * HOUR, reason: { kind: "reply_timeout" }, can_release: false, reference: "" }),
    binding({ id: 7, kind: "xa", state: "bound", x_number: "17000000002", b_number_masked: "", ttl_seconds: 0, ends_at: null, subid: null, record: true, shows_caller_to_a: true }),
    binding({ id: 6, state: "released", ends_at: now - HOUR, state_at: now - 2 * HOUR, can_release: false }),
    binding({ id: 5, state: "ended", ends_at: now - 5 * HOUR, state_at: now - 5 * HOUR, can_release: false }),
    binding({ id: 4, state: "rejected", subid: null, ends_at: null, reason: { kind: "vendor_code", vendor: "privacy_number", table: "codes", code: "1110", said: null }, can_release: false }),
    binding({ id: 3, state: "not_sent", subid: null, ends_at: null, reason: { kind: "connection_refused" }, can_release: false }),
    binding({ id: 2, state: "releasing", can_release: false }),
    binding({ id: 1, state: "binding", subid: null, can_release: false }),
  ];
  return rows.map((row) =>
    storyOfBinding(row, row.id === 11 ? [xCall(), xCall({ id: 2, kind: "call_start", result: null, duration_seconds: null, released_by: null, has_recording: false, sms_content: "我在楼下" })] : []),
  );
}
