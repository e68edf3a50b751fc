import type { TFunction } from "i18next";

import { buttonCount } from "./buttonCount";

/** What the button says: the exact count, and in practice that nothing real goes out. */
export function sendLabel(t: TFunction, numbers: number, practice: boolean): string {
  if (numbers === 0) return practice ? t("send:button.practice_none") : t("send:button.live_none");
  const words = { count: numbers, n: buttonCount(numbers) };
  return practice ? t("send:button.practice", words) : t("send:button.live", words);
}
