import { clock, dateAndClock, fullTime, isSameDay } from "./time";

/** A time: the clock today, with the date before. The whole of it is in the tooltip. */
export function When({ at }: { at: number }) {
  const then = new Date(at);
  const now = new Date();
  return (
    <time dateTime={then.toISOString()} title={fullTime(then)} className="tabular" data-other-year={then.getFullYear() !== now.getFullYear() || undefined}>
      {isSameDay(then, now) ? clock(then) : dateAndClock(then)}
    </time>
  );
}
