import type { TFunction } from "i18next";

/** One day is today, since midnight: a language that does not count in the singular says so too. */
export function lastDaysWords(t: TFunction, days: number): string {
  return days === 1 ? t("messages:filter.today") : t("messages:filter.last_days", { count: days });
}
