import type { i18n } from "i18next";

import type { ExportList } from "../../contract/ExportList";
import { namedVendors } from "../../parts/VendorTag";

/** What every list says of why something is as it is. */
const why = ["reason", "code", "code_text", "code_text_en"] as const;

/** The columns of each list, as the program names them. */
export const columns = {
  messages: [
    ...["state", ...why, "number", "vendor", "account", "mode", "text", "segments"],
    ...["approved_at", "submitted_at", "state_at", "scheduled_for", "reference", "operator", "decided_by_hand", "reports_here", "msg_id", "job"],
  ],
  replies: ["received_at", "vendor_time", "number", "vendor", "account", "extension", "text", "stop_word", "unread", "conversation"],
  bindings: [
    ...["state", ...why, "kind", "x_number", "a_number", "b_number", "vendor", "account", "appid", "subid"],
    ...["ttl_seconds", "ends_at", "reserved_until", "record", "shows_a_to_b", "shows_caller_to_a", "reference", "operator", "approved_at", "state_at"],
  ],
  number: [
    ...["at", "what", "state", ...why, "number", "other_number", "x_number", "vendor", "account"],
    ...["text", "segments", "duration_seconds", "result", "reference", "operator"],
  ],
  suppression: ["number", "why", "suppressed_by", "suppressed_at", "asked_by_reply", "conversation"],
  exchanges: ["at", "exchange", "vendor", "account", "method", "path", "status", "outcome", ...why, "items", "milliseconds"],
} satisfies Record<ExportList["list"], readonly string[]>;

/** Reasons that are a code, which stands in a column of its own. */
export const codes = ["vendor_code", "report_code", "http_status"] as const;

/** What can happen with a number. */
export const happenings = ["message", "reply", "call_record", "call_start", "binding", "check"] as const;

/** Columns that say yes or no. */
const whether = ["decided_by_hand", "reports_here", "unread", "record", "shows_a_to_b", "shows_caller_to_a", "result", "asked_by_reply"] as const;

type Words = Record<string, string>;

/** `state.delivered` and so on, for the words below one key. */
function below(of: string, words: Words): Words {
  return Object.fromEntries(Object.entries(words).map(([word, said]) => [`${of}.${word}`, said]));
}

/**
 * What stands above each column and, as `state.delivered`, what the program's words are called in it: the language of
 * the window. What is missing stands in the file as the program writes it.
 */
export function headingsOf({ t, language, getResource }: Pick<i18n, "t" | "language" | "getResource">, list: ExportList["list"]): Words {
  const said = (namespace: string, key: string) => (getResource(language, namespace, key) ?? {}) as Words;
  return {
    ...Object.fromEntries(columns[list].map((column) => [column, t(`export:heading.${column}`)])),
    ...below("vendor", Object.fromEntries(namedVendors.map((vendor) => [vendor, t(`parts:vendor.${vendor}`)]))),
    ...below("reason", said("reasons", "kind")),
    ...Object.fromEntries(codes.map((kind) => [`reason.${kind}`, t(`export:reason.${kind}`)])),
    ...below("mode", said("messages", "kind")),
    ...below("exchange", said("log", "exchange")),
    ...below("outcome", said("log", "outcome")),
    ...Object.fromEntries(happenings.map((what) => [`what.${what}`, t(`export:happening.${what}`)])),
    ...below("state", { ...said("accounts", "check.state"), ...said("privacy", "state"), ...(list === "bindings" ? {} : said("parts", "state")) }),
    ...Object.fromEntries(whether.flatMap((column) => [[`${column}.yes`, t("export:yes")], [`${column}.no`, t("export:no")]])),
  };
}
