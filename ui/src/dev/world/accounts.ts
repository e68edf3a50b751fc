import type { Account } from "../../contract/Account";
import { HOUR, MINUTE } from "./time";

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
    settings: {},
    fetches_reports: true,
    reports_here: true,
    enabled: true,
    has_secret: true,
    missing_secrets: [],
    appids: [],
    x_numbers: [],
    proxy_mode: "system",
    proxy_url: "",
    proxy_user: "",
    has_proxy_password: false,
    public_url: "",
    last_push_at: null,
    foreign_items: 0,
    secret_fingerprint: "3f9a01c7",
    paused: null,
    last_success_at: Date.now() - 4_000,
    ...change,
  };
}

export const longName = "华东区客服中心夜班备用通道（验证码与通知共用）East China Customer Care Night Shift Backup 02";

/** Three of Lianjiang: one that works, one that is paused, one that is off. */
export function lianjiangAccounts(): Account[] {
  const now = Date.now();
  return [
    account({ id: 1, name: "客服", base_url: "http://api.ljioe.cn", plain_http: true, vendor_account: "swb_cs", extension: "0812", foreign_items: 2 }),
    account({
      id: 2,
      name: longName,
      base_url: "http://ljioe.cn",
      plain_http: true,
      vendor_account: "swb_backup",
      fetches_reports: false,
      reports_here: false,
      paused: { at: now - 12 * MINUTE, reason: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40003", said: "ip error" } },
      last_success_at: now - 26 * HOUR,
    }),
    account({
      id: 3,
      name: "Notifications",
      enabled: false,
      has_secret: false,
      missing_secrets: ["secret"],
      secret_fingerprint: null,
      last_success_at: null,
      vendor_account: "swb_note",
    }),
  ];
}

/** One of each other vendor. */
export function otherAccounts(): Account[] {
  const now = Date.now();
  const other = { fetches_reports: false, reports_here: false, signature: "", extension: "", last_success_at: now - 9 * MINUTE };
  return [
    account({
      ...other,
      id: 4,
      vendor: "linkaccount",
      name: "验证码与语音",
      base_url: "https://account.linkedme.cc",
      vendor_account: "7e289a2484f4368dbafbd1e5c7d06903",
      signature: "总机",
      secret_fingerprint: null,
      public_url: "https://push.example.com",
      reports_here: true,
      last_push_at: now - 3 * MINUTE,
    }),
    account({
      ...other,
      id: 5,
      vendor: "linkaccount_legacy",
      name: "One-tap login, old app",
      base_url: "https://account.linkedme.cc",
      vendor_account: "4f2c",
      secret_fingerprint: null,
      has_secret: false,
      missing_secrets: ["signing_key", "decryption_key"],
      last_success_at: null,
    }),
    account({
      ...other,
      id: 6,
      vendor: "intl_sms",
      name: "International",
      base_url: "http://39.107.123.194:9118",
      plain_http: true,
      vendor_account: "sb_intl",
      fetches_reports: true,
      reports_here: true,
    }),
    account({
      ...other,
      id: 7,
      vendor: "privacy_number",
      name: "司机与乘客",
      base_url: "https://igw.example.com",
      vendor_account: "10000000",
      appids: ["ride", "delivery"],
      x_numbers: ["17000000001", "17000000002", "17000000003", "17000000004"],
    }),
  ];
}
