import type { Balance } from "../../contract/Balance";
import { longName } from "./accounts";
import { DAY, HOUR, MINUTE } from "./time";

export function balance(change: Partial<Balance> = {}): Balance {
  return {
    account_id: 1,
    vendor: "lianjiang",
    account_name: "客服",
    unit: "messages",
    amount: { unit: "messages", left: 18_204 },
    at: Date.now() - 3 * MINUTE,
    failed: null,
    threshold: null,
    low: false,
    out_of_money_at: null,
    ...change,
  };
}

export function lianjiangBalances(): Balance[] {
  const now = Date.now();
  return [
    balance(),
    balance({
      account_id: 2,
      account_name: longName,
      amount: { unit: "messages", left: 312 },
      at: now - 26 * HOUR,
      failed: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40003", said: "ip error" },
    }),
    balance({ account_id: 3, account_name: "Notifications", amount: null, at: null, failed: { kind: "account_off" } }),
  ];
}

export function otherBalances(): Balance[] {
  const now = Date.now();
  return [
    balance({ account_id: 4, vendor: "linkaccount", account_name: "验证码与语音", unit: "not_offered", amount: null, at: null, low: true, out_of_money_at: now - 2 * HOUR }),
    balance({ account_id: 5, vendor: "linkaccount_legacy", account_name: "One-tap login, old app", unit: "not_offered", amount: null, at: null }),
    balance({
      account_id: 6,
      vendor: "intl_sms",
      account_name: "International",
      unit: "money",
      amount: { unit: "money", amount: "81.2475", currency_name: "人民币", currency_code: "CNY" },
      threshold: "100",
      low: true,
    }),
    balance({
      account_id: 7,
      vendor: "privacy_number",
      account_name: "司机与乘客",
      unit: "account",
      amount: { unit: "account", balance: "1284.5", overdraft: "500", state: 1, role: "developer", created_at: now - 400 * DAY, updated_at: now - 2 * DAY },
      threshold: "200",
    }),
  ];
}
