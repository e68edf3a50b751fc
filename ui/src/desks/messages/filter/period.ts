import type { MessageFilter } from "../../../contract/MessageFilter";

/** Which days: the last so many with today, or some from the calendar, or all. */
export type Period = { kind: "all" } | { kind: "last"; days: number } | { kind: "calendar"; from: string; to: string };

/** The usual ones: today, seven days, thirty days. */
export const lastDays = [1, 7, 30] as const;

/** What of a filter says when messages were approved. The last days are counted by the program, from the day it is asked on. */
export function periodOf({ last_days, from_at, to_at }: MessageFilter): Period {
  if (last_days !== null) return { kind: "last", days: last_days };
  if (from_at === null && to_at === null) return { kind: "all" };
  // The end stands for the last moment of the day before it.
  return { kind: "calendar", from: from_at === null ? "" : dayOf(from_at), to: to_at === null ? "" : dayOf(to_at - 1) };
}

/** What a filter says of that period. A day that is not one yet leaves its side open. */
export function boundsOf(period: Period): Pick<MessageFilter, "last_days" | "from_at" | "to_at"> {
  if (period.kind === "all") return { last_days: null, from_at: null, to_at: null };
  if (period.kind === "last") return { last_days: period.days, from_at: null, to_at: null };
  return { last_days: null, from_at: midnight(period.from, 0), to_at: midnight(period.to, 1) };
}

/** The beginning of a written day, `later` days after it; none for what is no day. */
function midnight(day: string, later: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return null;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + later).getTime();
  return Number.isNaN(at) ? null : at;
}

/** `2026-01-31` */
export function dayOf(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}
