// By hand: Intl throws under the locale "C" that some systems report.
const two = (n: number): string => String(n).padStart(2, "0");

/** `14:02:11` */
export function clock(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** `06-12 14:02:11`, with the year when it is another one. */
export function dateAndClock(at: Date): string {
  const day = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const year = at.getFullYear() === new Date().getFullYear() ? "" : `${at.getFullYear()}-`;
  return `${year}${day} ${clock(at)}`;
}

/** `2018-06-12 14:02:11 UTC+08:00` */
export function fullTime(at: Date): string {
  const east = -at.getTimezoneOffset();
  const zone = `UTC${east < 0 ? "-" : "+"}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(at)} ${zone}`;
}

export function isSameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
