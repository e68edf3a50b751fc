import { clock, dateAndClock, isSameDay } from "../../../parts/time";

/** A time within a sentence: the clock today, with the date before. */
export function moment(at: number): string {
  const then = new Date(at);
  return isSameDay(then, new Date()) ? clock(then) : dateAndClock(then);
}

/** A time for somebody else, who may read it tomorrow: always with the date, never with seconds. */
export function momentForCustomer(at: number): string {
  const then = new Date(at);
  const date = [then.getFullYear(), then.getMonth() + 1, then.getDate()].map((n) => String(n).padStart(2, "0"));
  return `${date.join("-")} ${clock(then).slice(0, 5)}`;
}
