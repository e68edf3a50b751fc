import { useLayoutEffect, useRef, type RefObject } from "react";

import type { Rows } from "./rows";

/** Rows from the first in sight on, of which one is looked for again. */
const LOOKED_AT = 60;

/** By how many places the rows that stood at `top` moved, when others came or went above them. */
export function movedBy<Row>(before: Rows<Row>, rows: Rows<Row>, top: number): number {
  for (let was = top; was < Math.min(before.length, top + LOOKED_AT); was += 1) {
    const row = before.at(was);
    const is = row === undefined ? -1 : rows.stillAt(row);
    if (is >= 0) return is - was;
  }
  return 0;
}

/** Keeps the rows in sight where they are when others come or go above them. At the top, new ones show. */
export function useKeepPlace<Row>(box: RefObject<HTMLElement | null>, rows: Rows<Row>, rowHeight: number): void {
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
