import { useLayoutEffect, useRef, type RefObject } from "react";

/** Keeps the rows in sight where they are when others come or go above them. At the top, new ones show. */
export function useKeepPlace(box: RefObject<HTMLElement | null>, rows: readonly { id: number }[], rowHeight: number): void {
  const shown = useRef(rows);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    const element = box.current;
    if (element === null || before === rows || element.scrollTop === 0) return;
    const places = new Map(rows.map(({ id }, index) => [id, index]));
    const top = Math.floor(element.scrollTop / rowHeight);
    const was = before.findIndex(({ id }, index) => index >= top && places.has(id));
    const is = was < 0 ? undefined : places.get(before[was]?.id ?? 0);
    if (is !== undefined && is !== was) element.scrollBy({ top: (is - was) * rowHeight });
  }, [box, rows, rowHeight]);
}
