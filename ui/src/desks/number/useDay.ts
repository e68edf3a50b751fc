import { useTranslation } from "react-i18next";

import { useNow } from "../../frame/useNow";
import { isSameDay } from "../../parts/time";

const HALF_DAY = 12 * 60 * 60 * 1_000;

/** Names a day: today, yesterday, or its date. */
export function useDay(): (at: number) => string {
  const { t } = useTranslation();
  const today = new Date(useNow(60_000));
  // Noon, so that a day of 23 or 25 hours does not lead past yesterday.
  const yesterday = new Date(new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime() - HALF_DAY);
  return (at) => {
    const day = new Date(at);
    if (isSameDay(day, today)) return t("number:today");
    if (isSameDay(day, yesterday)) return t("number:yesterday");
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  };
}
