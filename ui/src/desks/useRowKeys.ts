import { useHotkeys } from "@mantine/hooks";
import type { KeyboardEvent, RefObject } from "react";

interface Options {
  box: RefObject<HTMLElement | null>;
  rows: readonly { id: number }[];
  /** Index of the current row, below zero when there is none. */
  current: number;
  perPage: number;
  onMove: (id: number, index: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** Arrows, page keys, Enter and Escape in the list; j and k from anywhere on the desk. */
export function useRowKeys({ box, rows, current, perPage, onMove, onOpen, onClose }: Options): (event: KeyboardEvent) => void {
  const moveTo = (index: number) => {
    const at = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows[at];
    if (row !== undefined) onMove(row.id, at);
  };
  const step = (event: Pick<Event, "target">, by: number) => {
    // A dialog over the desk has the keyboard to itself.
    if (event.target instanceof Element && event.target.closest("[role=dialog]") !== null) return;
    box.current?.focus();
    moveTo(current < 0 ? 0 : current + by);
  };
  useHotkeys([
    ["j", (event) => step(event, 1)],
    ["k", (event) => step(event, -1)],
  ]);

  const moves: Record<string, () => void> = {
    ArrowDown: () => moveTo(current + 1),
    ArrowUp: () => moveTo(current < 0 ? 0 : current - 1),
    PageDown: () => moveTo(current + perPage),
    PageUp: () => moveTo(current - perPage),
    Home: () => moveTo(0),
    End: () => moveTo(rows.length - 1),
    Enter: () => {
      const row = rows[current];
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
