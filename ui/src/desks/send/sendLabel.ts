import type { TFunction } from "i18next";

import type { Scheduled } from "../../contract/Scheduled";
import type { SendMode } from "../../contract/SendMode";
import { buttonCount } from "./buttonCount";
import { briefly, readVendorText, wallClock } from "./sendTime";

interface Press {
  numbers: number;
  mode: SendMode;
  practice: boolean;
  scheduled: Scheduled | null;
  now: number;
}

/** What the button says: the exact count and time, and in practice that nothing real goes out. */
export function sendLabel(t: TFunction, { numbers, mode, practice, scheduled, now }: Press): string {
  const words = { count: numbers, n: buttonCount(numbers) };
  if (mode === "voice") {
    if (numbers === 0) return practice ? t("send:button.call_practice_none") : t("send:button.call_live_none");
    return practice ? t("send:button.call_practice", words) : t("send:button.call_live", words);
  }
  if (numbers === 0) return practice ? t("send:button.practice_none") : t("send:button.live_none");
  if (scheduled !== null) {
    const at = briefly(readVendorText(scheduled.vendor_text), wallClock(scheduled.zone, now));
    return practice ? t("send:button.at_practice", { ...words, at }) : t("send:button.at_live", { ...words, at });
  }
  return practice ? t("send:button.practice", words) : t("send:button.live", words);
}
