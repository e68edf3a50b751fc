import type { TFunction } from "i18next";

import { buttonCount } from "./buttonCount";

/** What the button says: the exact count, and in practice that nothing real goes out. */
export function sendLabel(t: TFunction<"send">, numbers: number, practice: boolean): string {
  if (numbers === 0) return practice ? t("button.practice_none") : t("button.live_none");
  const words = { count: numbers, n: buttonCount(numbers) };
  return practice ? t("button.practice", words) : t("button.live", words);
}
