import type { NumberCheck } from "../../contract/NumberCheck";
import { MINUTE } from "./time";

export function numberCheck(change: Partial<NumberCheck> = {}): NumberCheck {
  return {
    id: 1,
    account_id: 4,
    kind: "phone_info",
    state: "answered",
    reason: null,
    number_masked: "138****0001",
    matches: null,
    at: Date.now() - 6 * MINUTE,
    operator: "李敏",
    reference: "A-20611",
    attempts: [],
    ...change,
  };
}

export function manyChecks(): NumberCheck[] {
  const now = Date.now();
  return [
    numberCheck({ id: 5, at: now - 2 * MINUTE }),
    numberCheck({ id: 4, kind: "phone_verify", matches: false, number_masked: "139****0002", at: now - 30 * MINUTE, reference: "" }),
    numberCheck({ id: 3, kind: "phone_verify", matches: true, at: now - 40 * MINUTE }),
    numberCheck({ id: 2, state: "unknown", reason: { kind: "reply_timeout" }, number_masked: null, at: now - 50 * MINUTE }),
    numberCheck({ id: 1, state: "rejected", reason: { kind: "vendor_code", vendor: "linkaccount", table: "number_authentication", code: "900012", said: "token失效" }, number_masked: null, at: now - 60 * MINUTE }),
  ];
}
