import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";

/** A date and a time by somebody's clock, as the boxes hold them: `2026-01-31`, `09:30`. */
export interface SendTime {
  date: string;
  time: string;
}

/** The setting that names the zone a send time is read in. */
const ZONE_SETTING = "send_time_zone";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The zone the account's vendor reads a send time in; empty where it reads none. */
export function zoneOf(account: Account, capabilities: Capabilities): string {
  return account.settings[ZONE_SETTING] ?? capabilities.settings.find(({ name }) => name === ZONE_SETTING)?.values[0] ?? "";
}

/** What a clock in `zone` shows at a moment; none for a zone this window does not know. */
export function wallClock(zone: string, at: number): SendTime | null {
  try {
    // With its language named: under the locale "C" only the default one throws.
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }).formatToParts(at);
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
    return { date: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
  } catch {
    return null;
  }
}

/** The time a schedule begins with: half an hour from now, on a full five minutes. */
export function soon(zone: string, now: number): SendTime {
  const at = Math.ceil((now + 30 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;
  return wallClock(zone, at) ?? { date: "", time: "" };
}

export const presetNames = ["half_hour", "two_hours", "today_18", "tomorrow_9"] as const;

export interface Preset {
  name: (typeof presetNames)[number];
  at: SendTime;
}

/** Usual times that are still to come, by the clock of `zone`. */
export function presets(zone: string, now: number): Preset[] {
  const today = wallClock(zone, now);
  const inTwoHours = wallClock(zone, now + 120 * MINUTE);
  const tomorrow = wallClock(zone, now + DAY);
  if (today === null || inTwoHours === null || tomorrow === null) return [];
  return [
    { name: "half_hour", at: soon(zone, now) },
    { name: "two_hours", at: inTwoHours },
    ...(today.time < "17:45" ? [{ name: "today_18" as const, at: { date: today.date, time: "18:00" } }] : []),
    { name: "tomorrow_9", at: { date: tomorrow.date, time: "09:00" } },
  ];
}

/** `20260131093000` as a clock shows it. */
export function readVendorText(text: string): SendTime {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = ""] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return { date: `${year}-${month}-${day}`, time: second === "00" ? `${hour}:${minute}` : `${hour}:${minute}:${second}` };
}

/** The time alone today, with its date on another day. */
export function briefly(at: SendTime, today: SendTime | null): string {
  if (today?.date === at.date) return at.time;
  return today?.date.slice(0, 4) === at.date.slice(0, 4) ? `${at.date.slice(5)} ${at.time}` : `${at.date} ${at.time}`;
}
