import type { TFunction } from "i18next";

import type { Code } from "../contract/codes";
import type { Reason } from "../contract/Reason";
import { httpClass, reportCodes, vendorCode } from "./codes";

/** A reason that is a code of somebody's. */
export type CodeReason = Extract<Reason, { kind: "vendor_code" | "report_code" }>;

export function isCode(reason: Reason): reason is CodeReason {
  return reason.kind === "vendor_code" || reason.kind === "report_code";
}

/** The vendor's code or the HTTP status, as it is shown behind the sentence. */
export function rawCode(reason: Reason): string | null {
  switch (reason.kind) {
    case "vendor_code":
    case "report_code":
      return reason.code;
    case "http_status":
      return `HTTP ${reason.status}`;
    default:
      return null;
  }
}

/** A report code that all carriers share has no table. */
function isCarriers(reason: CodeReason): boolean {
  return reason.kind === "report_code" && reason.table === "";
}

/** What stands in the vendor's table; none for what is in no table, and for the carriers' codes. */
export function codeOf(reason: Reason): Code | undefined {
  return isCode(reason) && !isCarriers(reason) ? vendorCode(reason.vendor, reason.table, reason.code) : undefined;
}

function wordsOfCode(t: TFunction, reason: CodeReason): string {
  const code = codeOf(reason);
  if (code !== undefined) return t("parts:codes_in") === "zh" ? code.zh : code.en;
  // A colon stands for the namespace in a key.
  if (isCarriers(reason) && reportCodes.has(reason.code)) return t(`reasons:report.${reason.code.replace(":", "_")}`);
  return t("reasons:unknown_code");
}

function words(t: TFunction, reason: Reason): string {
  if (isCode(reason)) return wordsOfCode(t, reason);
  return reason.kind === "http_status" ? t(`reasons:http.${httpClass(reason.status)}`) : t(`reasons:kind.${reason.kind}`);
}

/** Why, in one short sentence; the raw code behind it unless it is not wanted. */
export function reasonSentence(t: TFunction, reason: Reason, withCode = true): string {
  const code = withCode ? rawCode(reason) : null;
  const sentence = words(t, reason);
  return code === null ? sentence : `${sentence} · ${code}`;
}

/** Who must act on a code, and whether trying again can help. */
function stepOfCode(t: TFunction, code: Code): string {
  if (code.topic !== null) return t(`reasons:next.topic.${code.topic}`);
  if (code.class === "success") return t("reasons:next.actor.nobody");
  if (code.class === "no_data" || code.class === "busy" || code.class === "open") return t(`reasons:next.class.${code.class}`);
  return `${t(`reasons:next.actor.${code.actor}`)}${t(`reasons:next.again.${code.again ? "helps" : "no_help"}`)}`;
}

/** What a person can do about it. */
export function reasonNextStep(t: TFunction, reason: Reason): string {
  if (isCode(reason)) {
    const code = codeOf(reason);
    if (code !== undefined) return stepOfCode(t, code);
    if (isCarriers(reason) && reportCodes.has(reason.code)) return t(`reasons:next.report.${reason.code.replace(":", "_")}`);
    return t(reason.kind === "report_code" ? "reasons:next.unknown_report" : "reasons:next.unknown_code");
  }
  return reason.kind === "http_status" ? t(`reasons:next.http.${httpClass(reason.status)}`) : t(`reasons:next.kind.${reason.kind}`);
}
