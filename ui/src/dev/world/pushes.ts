import type { Push } from "../../contract/Push";
import type { Receiver } from "../../contract/Receiver";
import { MINUTE } from "./time";

export const receiverOff: Receiver = { enabled: false, port: 18_080, listening: false, trouble: null };
export const receiverOn: Receiver = { enabled: true, port: 18_080, listening: true, trouble: null };

export function push(change: Partial<Push> = {}): Push {
  return {
    id: 1,
    account_id: 4,
    vendor: "linkaccount",
    account_name: "验证码与语音",
    kind: "sms_status",
    received_at: Date.now() - 3 * MINUTE,
    pasted: false,
    headers: [{ name: "content-type", value: "application/json" }],
    body: '{"smsMsgId":"110000000000000123","to":"+86138****0001","status":"000000","sequence":1,"total":1}',
    effects: [
      {
        what: { kind: "message", message_id: 40_006 },
        fields: [
          { name: "smsMsgId", value: "110000000000000123" },
          { name: "status", value: "000000" },
        ],
      },
    ],
    ...change,
  };
}

export function manyPushes(): Push[] {
  const now = Date.now();
  const call = { account_id: 7, vendor: "privacy_number", account_name: "司机与乘客" };
  return [
    push({ id: 8 }),
    push({ id: 7, kind: "voice_status", received_at: now - 9 * MINUTE, effects: [{ what: { kind: "unmatched" }, fields: [{ name: "msgId", value: "77" }] }] }),
    push({ ...call, id: 6, kind: "call_record", received_at: now - 18 * MINUTE, body: "taskid=9920331&caller=138****0001&result=answered", effects: [{ what: { kind: "binding", binding_id: 11 }, fields: [{ name: "taskid", value: "9920331" }] }] }),
    push({ ...call, id: 5, kind: "call_start", received_at: now - 20 * MINUTE, effects: [{ what: { kind: "duplicate" }, fields: [] }] }),
    push({ id: 4, received_at: now - 31 * MINUTE, effects: [{ what: { kind: "foreign" }, fields: [] }] }),
    push({ id: 3, received_at: now - 44 * MINUTE, pasted: true, body: "<html>", effects: [{ what: { kind: "unreadable", why: "expected value at line 1 column 1" }, fields: [] }] }),
    push({ id: 2, vendor: "intl_sms", account_id: 6, account_name: "International", kind: "international_status", received_at: now - 60 * MINUTE, effects: [{ what: { kind: "waiting" }, fields: [] }] }),
  ];
}
