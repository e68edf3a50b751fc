import type { TFunction } from "i18next";

/** How long was spoken: `2 min 3 s`. */
export function spoken(t: TFunction, seconds: number): string {
  if (seconds < 60) return t("privacy:calls.seconds", { seconds });
  return t("privacy:calls.minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
