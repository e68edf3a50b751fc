import type { Capabilities } from "../../contract/Capabilities";
import type { VendorInfo } from "../../contract/VendorInfo";

const nothing: Capabilities = {
  default_base_url: "",
  plain_http: false,
  account_field: "",
  secrets: [],
  settings: [],
  sends: [],
  checks: [],
  bindings: false,
  balance: "not_offered",
  polls_reports: false,
  queries_reports: false,
  polls_replies: false,
  pushes: [],
  callback_in_request: false,
  template_signature: false,
  timed_signature: false,
  extension_digits: 0,
  echo_characters: 0,
  echo_refuses: "",
};

const signing = [
  { name: "base_string", values: ["pairs", "values"] },
  { name: "template_params", values: ["comma", "json"] },
  { name: "empty_optional", values: ["omit", "empty"] },
  { name: "hex_case", values: ["upper", "lower"] },
];

/** What each vendor can do, as `vendors.md` says. */
export const vendors: VendorInfo[] = [
  {
    id: "lianjiang",
    capabilities: {
      ...nothing,
      default_base_url: "http://ljioe.cn",
      plain_http: true,
      account_field: "account",
      secrets: ["secret"],
      settings: [{ name: "key_case", values: ["lower", "upper"] }],
      sends: [
        { mode: "plain", recipients: 2_000, answers_each: false, shared_values: true, fewest_values: 0, most_values: null },
        { mode: "template", recipients: 1_000, answers_each: false, shared_values: false, fewest_values: 0, most_values: null },
      ],
      balance: "messages",
      polls_reports: true,
      polls_replies: true,
      timed_signature: true,
      extension_digits: 8,
      echo_characters: 27,
    },
  },
  {
    id: "linkaccount",
    capabilities: {
      ...nothing,
      default_base_url: "https://account.linkedme.cc",
      account_field: "app_key",
      secrets: ["signing_key", "decryption_key"],
      settings: signing,
      sends: [
        { mode: "template", recipients: 1_000, answers_each: true, shared_values: true, fewest_values: 0, most_values: null },
        { mode: "voice", recipients: 1, answers_each: false, shared_values: true, fewest_values: 1, most_values: 10 },
      ],
      checks: ["phone_info", "phone_verify"],
      pushes: ["sms_status", "voice_status"],
      callback_in_request: true,
      template_signature: true,
      echo_characters: 51,
      echo_refuses: "{}",
    },
  },
  {
    id: "linkaccount_legacy",
    capabilities: {
      ...nothing,
      default_base_url: "https://account.linkedme.cc",
      account_field: "appId",
      secrets: ["signing_key", "decryption_key"],
      settings: [{ name: "names", values: ["camel", "snake"] }, ...signing.filter(({ name }) => name !== "template_params")],
      checks: ["phone_info", "phone_verify"],
    },
  },
  {
    id: "intl_sms",
    capabilities: {
      ...nothing,
      default_base_url: "http://39.107.123.194:9118",
      plain_http: true,
      account_field: "appKey",
      secrets: ["secret"],
      settings: [{ name: "send_time_zone", values: ["Asia/Shanghai", "UTC"] }],
      sends: [{ mode: "international", recipients: 1_000, answers_each: false, shared_values: true, fewest_values: 0, most_values: null }],
      balance: "money",
      queries_reports: true,
      pushes: ["international_status"],
    },
  },
  {
    id: "privacy_number",
    capabilities: {
      ...nothing,
      plain_http: true,
      account_field: "developer id",
      secrets: ["secret"],
      settings: [{ name: "bindings_per_x", values: ["one", "several"] }],
      bindings: true,
      balance: "account",
      pushes: ["call_record", "call_start"],
      timed_signature: true,
    },
  },
];

/** What a vendor can do; nothing, if there is none of that id. */
export function capabilitiesOf(vendor: string): Capabilities {
  return vendors.find(({ id }) => id === vendor)?.capabilities ?? nothing;
}
