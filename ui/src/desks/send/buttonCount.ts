import { figures } from "../../parts/figures";

/** A count as a button says it: four figures read well without a comma. */
export function buttonCount(n: number): string {
  return n < 10_000 ? String(n) : figures(n);
}
