import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode, type RefObject } from "react";

import { useKeepPlace } from "./useKeepPlace";
import { useRowKeys } from "./useRowKeys";
import classes from "./RowTable.module.css";
import type { Pages } from "./usePages";

/** Rows before the end at which the next page is asked for. */
const EARLY = 30;
const NOTHING: readonly never[] = [];

export interface Column<Row> {
  /** The style sheet of the desk gives each its width by it. */
  id: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** Whether long words take a second line within the row. */
  wraps?: true;
}

interface Props<Row extends { id: number }> {
  ref: RefObject<HTMLDivElement | null>;
  /** What a screen reader calls the list, and the rows in their ids. */
  label: string;
  name: string;
  /** Lays the columns out. */
  className: string | undefined;
  columns: readonly Column<Row>[];
  pages: Pages<Row>;
  rowHeight: number;
  currentId: number | null;
  openId: number | null;
  onMove: (id: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
  /** Shows what can be done with a row, where the mouse is or beside the row the keyboard is at. */
  onMenu?: (row: Row, at: { x: number; y: number }) => void;
  /** Hears a letter pressed on the row the keyboard is at. */
  onKey?: (key: string, row: Row) => void;
}

/** A long list of which only the rows in sight are drawn, with the same keys on every desk. */
export function RowTable<Row extends { id: number }>(props: Props<Row>) {
  const { ref, label, name, className, columns, pages, rowHeight, currentId, openId, onMove, onOpen, onClose, onMenu, onKey } = props;
  const { hasMore, loadMore, onSight } = pages;
  const rows: readonly Row[] = pages.rows ?? NOTHING;
  // Nothing here is memoized by a compiler, and nothing of the virtualizer is handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    // Its own keys, which are places: keys of rows measure every row of the list again whenever one of them changes.
    overscan: 12,
  });
  const inSight = virtual.getVirtualItems();
  const first = inSight[0]?.index ?? 0;
  const last = inSight.at(-1)?.index ?? 0;
  const current = useMemo(() => rows.findIndex(({ id }) => id === currentId), [rows, currentId]);
  const elementId = (id: number) => `${name}-${id}`;

  useEffect(() => {
    if (hasMore && last >= rows.length - EARLY) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  useEffect(() => onSight?.(first, last), [onSight, first, last]);

  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const openMenu = (event: MouseEvent) => {
    // The key for it acts on the row the keyboard is at, wherever the mouse lies.
    const byKey = event.button !== 2;
    const element = byKey ? ref.current?.querySelector('[aria-selected="true"]') : event.target instanceof Element && event.target.closest("[aria-rowindex]");
    const row = element instanceof Element ? rows[Number(element.getAttribute("aria-rowindex")) - 2] : undefined;
    if (onMenu === undefined || row === undefined || !(element instanceof Element)) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    onMove(row.id);
    onMenu(row, byKey ? { x: box.left + 24, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  // The row the operator was at is in sight again when they come back from another desk.
  const cameBack = useRef(false);
  useEffect(() => {
    if (cameBack.current || rows.length === 0) return;
    cameBack.current = true;
    if (current > 0) virtual.scrollToIndex(current, { align: "center" });
    // What had the keyboard went with the page they come from: it goes on at that row.
    if (current >= 0 && document.activeElement === document.body) ref.current?.focus();
  }, [ref, current, rows.length, virtual]);

  useKeepPlace(ref, rows, rowHeight);
  const onKeyDown = useRowKeys({
    box: ref,
    rows,
    current,
    perPage: Math.max(1, inSight.length - 13),
    onMove: (id, index) => {
      virtual.scrollToIndex(index);
      onMove(id);
    },
    onOpen,
    onClose,
  });

  return (
    <div
      ref={ref}
      className={`${classes.table ?? ""} ${className ?? ""}`}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={pages.total === null && hasMore ? -1 : (pages.total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={current >= first && current <= last && current >= 0 ? elementId(rows[current]?.id ?? 0) : undefined}
      aria-busy={pages.rows === undefined}
      onKeyDown={(event) => {
        const row = rows[current];
        if (row !== undefined && /^[a-z]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) onKey?.(event.key, row);
        onKeyDown(event);
      }}
      onContextMenu={openMenu}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {columns.map(({ id, heading }) => (
            <div key={id} role="columnheader" data-column={id}>
              {heading}
            </div>
          ))}
        </div>
      </div>
      {/* The heights and places are those of the virtualizer. */}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {inSight.map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // The grid itself takes the keys; a row is its active descendant.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={row.id}
              id={elementId(row.id)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={row.id === currentId}
              data-open={row.id === openId || undefined}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, height: size }}
              // A link in it leads away: whoever comes back is at this row.
              onClickCapture={({ target }) => target instanceof Element && target.closest("a") !== null && onMove(row.id)}
              onClick={() => onOpen(row.id)}
            >
              {columns.map(({ id, cell, wraps }) => (
                <div key={id} role="gridcell" data-column={id} data-wraps={wraps}>
                  {cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
