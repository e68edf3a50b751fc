import { useHotkeys } from "@mantine/hooks";
import { useEffect, useRef, type KeyboardEvent, type RefObject } from "react";

import type { Rows } from "./rows";

interface Options {
  box: RefObject<HTMLElement | null>;
  rows: Pick<Rows<{ id: number }>, "length" | "at">;
  /** Place of the current row, below zero when there is none. */
  current: number;
  /** Rows from one page to the next. */
  perPage: () => number;
  /** Brings a place in sight. */
  onShow: (index: number) => void;
  onMove: (id: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** Arrows, page keys, Enter and Escape in the list; j and k from anywhere on the desk. */
export function useRowKeys({ box, rows, current, perPage, onShow, onMove, onOpen, onClose }: Options): (event: KeyboardEvent) => void {
  // Where a row was that has left the list since, as one that was marked as read among the unread.
  const place = useRef(0);
  // A place the keys went to before its row was there.
  const awaited = useRef<number | null>(null);
  useEffect(() => {
    awaited.current = null;
    if (current >= 0) place.current = current;
  }, [current]);
  useEffect(() => {
    const row = awaited.current === null ? undefined : rows.at(awaited.current);
    if (row === undefined) return;
    awaited.current = null;
    onMove(row.id);
  });

  const moveTo = (index: number) => {
    if (rows.length === 0) return;
    const at = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows.at(at);
    awaited.current = row === undefined ? at : null;
    onShow(at);
    if (row !== undefined) onMove(row.id);
  };
  const from = (by: number) => {
    if (awaited.current !== null) return awaited.current + by;
    return current >= 0 ? current + by : place.current + (by > 0 ? by - 1 : by);
  };
  const step = (event: Pick<Event, "target">, by: number) => {
    // A dialog or a menu over the desk has the keyboard to itself.
    if (event.target instanceof Element && event.target.closest("[role=dialog], [role=menu]") !== null) return;
    box.current?.focus();
    moveTo(from(by));
  };
  useHotkeys([
    ["j", (event) => step(event, 1)],
    ["k", (event) => step(event, -1)],
  ]);

  const moves: Record<string, () => void> = {
    ArrowDown: () => moveTo(from(1)),
    ArrowUp: () => moveTo(from(-1)),
    PageDown: () => moveTo(from(perPage())),
    PageUp: () => moveTo(from(-perPage())),
    Home: () => moveTo(0),
    End: () => moveTo(rows.length - 1),
    Enter: () => {
      const row = rows.at(current);
      if (row !== undefined) onOpen(row.id);
    },
    Escape: onClose,
  };
  return (event) => {
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
}
