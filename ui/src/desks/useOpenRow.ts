import { useRef, type RefObject } from "react";

import { useEscape } from "../parts/useEscape";
import type { Memory } from "./memory";

/** Where the operator is in a list. */
export interface Place {
  /** The row the keyboard is at. */
  currentId: number | null;
  /** The row whose story stands in the drawer. */
  openId: number | null;
}

/** The story of a row, whatever the filter of its desk lets through: that stays as the operator set it. */
export const placeOf = (id: number): Place => ({ currentId: id, openId: id });

interface OpenRow extends Place {
  ref: RefObject<HTMLDivElement | null>;
  onMove: (id: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

/** Moves through a list and opens the drawer of a row; Escape closes it, and the keyboard is back in the list. */
export function useOpenRow({ currentId, openId }: Place, memory: Memory<Place>): OpenRow {
  const ref = useRef<HTMLDivElement>(null);
  const onClose = () => {
    memory.write({ openId: null });
    ref.current?.focus();
  };
  useEscape(() => openId !== null && onClose());
  return {
    ref,
    currentId,
    openId,
    onMove: (id) => memory.write(openId === null ? { currentId: id } : { currentId: id, openId: id }),
    onOpen: (id) => memory.write({ currentId: id, openId: id }),
    onClose,
  };
}
