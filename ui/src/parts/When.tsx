import { clock, dateAndClock, fullTime, isSameDay } from "./time";

/** A time: the clock today, with the date before. The whole of it is in the tooltip. */
export function When({ at }: { at: number }) {
  const then = new Date(at);
  return (
    <time dateTime={then.toISOString()} title={fullTime(then)} className="tabular">
      {isSameDay(then, new Date()) ? clock(then) : dateAndClock(then)}
    </time>
  );
}
