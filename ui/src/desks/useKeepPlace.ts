import { useLayoutEffect, useRef, type RefObject } from "react";

interface Listed {
  id: number;
}

/** Rows from the first in sight on, of which one is looked for again. */
const LOOKED_AT = 60;
/** How far from its place a row is looked for: a list of a million is not gone through for each page that comes. */
const AS_FAR_AS = 5_000;

/** Where `id` stands in `rows`, nearest to `near`; below zero when it is not around there. */
function placeNear(rows: readonly Listed[], id: number, near: number): number {
  for (let by = 0; by <= AS_FAR_AS; by += 1) {
    if (rows[near + by]?.id === id) return near + by;
    if (rows[near - by]?.id === id) return near - by;
    if (near + by >= rows.length && near - by < 0) return -1;
  }
  return -1;
}

/** By how many places the rows that stood at `top` moved, when others came or went above them. */
export function movedBy(before: readonly Listed[], rows: readonly Listed[], top: number): number {
  for (let was = top; was < Math.min(before.length, top + LOOKED_AT); was += 1) {
    const is = placeNear(rows, before[was]?.id ?? 0, was);
    if (is >= 0) return is - was;
  }
  return 0;
}

/** Keeps the rows in sight where they are when others come or go above them. At the top, new ones show. */
export function useKeepPlace(box: RefObject<HTMLElement | null>, rows: readonly Listed[], rowHeight: number): void {
  const shown = useRef(rows);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    const element = box.current;
    if (element === null || before === rows || element.scrollTop === 0) return;
    const by = movedBy(before, rows, Math.floor(element.scrollTop / rowHeight));
    if (by !== 0) element.scrollBy({ top: by * rowHeight });
  }, [box, rows, rowHeight]);
}
