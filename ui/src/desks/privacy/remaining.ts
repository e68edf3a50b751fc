import type { TFunction } from "i18next";

import { clock, dateAndClock, isSameDay } from "../../parts/time";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in its two largest units, to the minute: `6 d 23 h`, `1 h 59 min`. */
export function span(t: TFunction, millis: number): string {
  if (millis < MINUTE) return t("privacy:span.moment");
  if (millis < HOUR) return t("privacy:span.minutes", { minutes: Math.floor(millis / MINUTE) });
  const hours = Math.floor((millis % DAY) / HOUR);
  if (millis >= DAY) {
    const days = Math.floor(millis / DAY);
    return hours === 0 ? t("privacy:span.days", { days }) : t("privacy:span.days_hours", { days, hours });
  }
  const minutes = Math.floor((millis % HOUR) / MINUTE);
  return minutes === 0 ? t("privacy:span.hours", { hours }) : t("privacy:span.hours_minutes", { hours, minutes });
}

/** A time by which something ends: `15:30`, with the date when it is not today, with seconds when it is near. */
export function endsAt(at: number, now: number): string {
  const then = new Date(at);
  const words = isSameDay(then, new Date(now)) ? clock(then) : dateAndClock(then);
  return Math.abs(at - now) < 3 * MINUTE ? words : words.slice(0, -3);
}

/** How long from now, or that it is over; none is for ever. */
export function remaining(t: TFunction, until: number | null, now: number): string {
  if (until === null) return t("privacy:for_ever");
  return until <= now ? t("privacy:over") : span(t, until - now);
}
