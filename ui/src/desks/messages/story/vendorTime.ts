import type { TFunction } from "i18next";

import type { SendMode } from "../../../contract/SendMode";

/** Whose reports give a time of which nobody has confirmed the zone. */
const unconfirmed: readonly SendMode[] = ["voice", "international"];

export function zoneIsKnown(mode: SendMode): boolean {
  return !unconfirmed.includes(mode);
}

/** The vendor's own time as it came, with what is known of its zone. */
export function vendorTime(t: TFunction, mode: SendMode, time: string): string {
  return zoneIsKnown(mode) ? t("messages:report.beijing", { time }) : t("messages:report.zone_unconfirmed", { time });
}
