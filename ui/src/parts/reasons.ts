import type { TFunction } from "i18next";

import type { Reason } from "../contract/Reason";
import { httpClass, lianjiangCodes, reportCodes } from "./codes";

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

function words(t: TFunction, reason: Reason): string {
  switch (reason.kind) {
    case "vendor_code":
      if (reason.vendor === "lianjiang" && lianjiangCodes.has(reason.code)) {
        return t(`reasons:lianjiang.${reason.code}`);
      }
      return t("reasons:unknown_code");
    case "report_code":
      // A colon stands for the namespace in a key.
      if (reportCodes.has(reason.code)) return t(`reasons:report.${reason.code.replace(":", "_")}`);
      return t("reasons:unknown_code");
    case "http_status":
      return t(`reasons:http.${httpClass(reason.status)}`);
    default:
      return t(`reasons:kind.${reason.kind}`);
  }
}

/** Why, in one short sentence; the raw code behind it unless it is not wanted. */
export function reasonSentence(t: TFunction, reason: Reason, withCode = true): string {
  const code = withCode ? rawCode(reason) : null;
  const sentence = words(t, reason);
  return code === null ? sentence : `${sentence} · ${code}`;
}

/** What a person can do about it. */
export function reasonNextStep(t: TFunction, reason: Reason): string {
  switch (reason.kind) {
    case "vendor_code":
      if (reason.vendor === "lianjiang" && lianjiangCodes.has(reason.code)) {
        return t(`reasons:next.lianjiang.${reason.code}`);
      }
      return t("reasons:next.unknown_code");
    case "report_code":
      if (reportCodes.has(reason.code)) return t(`reasons:next.report.${reason.code.replace(":", "_")}`);
      return t("reasons:next.unknown_report");
    case "http_status":
      return t(`reasons:next.http.${httpClass(reason.status)}`);
    default:
      return t(`reasons:next.kind.${reason.kind}`);
  }
}
