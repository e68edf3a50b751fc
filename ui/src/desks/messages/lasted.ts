import type { TFunction } from "i18next";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of time in its largest unit: `3 s`, `2 h`. */
export function lasted(t: TFunction, millis: number): string {
  const span = Math.max(0, millis);
  if (span < MINUTE) return t("messages:span.seconds", { n: Math.round(span / SECOND) });
  if (span < HOUR) return t("messages:span.minutes", { n: Math.floor(span / MINUTE) });
  if (span < DAY) return t("messages:span.hours", { n: Math.floor(span / HOUR) });
  return t("messages:span.days", { count: Math.floor(span / DAY), n: Math.floor(span / DAY) });
}
