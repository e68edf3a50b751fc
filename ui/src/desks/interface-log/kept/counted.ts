import type { TFunction } from "i18next";

import { figures } from "../../../parts/figures";

/** `2 reports · 1 call`: what there is none of is left out. */
export function counted(t: TFunction, { reports, calls }: { reports: number; calls: number }): string {
  return [
    reports > 0 ? t("log:kept.reports", { count: reports, n: figures(reports) }) : null,
    calls > 0 ? t("log:kept.calls", { count: calls, n: figures(calls) }) : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
