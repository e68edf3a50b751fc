/** `41200` as `41,200`, in both languages. By hand: Intl throws under the locale "C". */
export function figures(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
