import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import classes from "./RowTable.module.css";
import { rowsOf, type Rows } from "./rows";
import { StuckRows } from "./StuckRows";
import { useKeepPlace } from "./useKeepPlace";
import type { Pages } from "./useLongList";
import { useRowKeys } from "./useRowKeys";

/** Rows the virtualizer takes for one: it measures every one of its items again whenever their count changes. */
const BLOCK = 10;
/** Height of the headings with their line, which stay over the rows. */
const HEAD = 31;
const NOTHING = rowsOf<{ id: number }>([], () => 0);

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
  const { t } = useTranslation();
  const { hasMore, onSight } = pages;
  const rows = pages.rows ?? (NOTHING as Rows<unknown> as Rows<Row>);
  // Nothing here is memoized by a compiler, and nothing of the virtualizer is handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: Math.ceil(rows.length / BLOCK),
    getScrollElement: () => ref.current,
    estimateSize: () => BLOCK * rowHeight,
    // Its own keys, which are places: keys of rows measure every row of the list again whenever one of them changes.
    overscan: 1,
  });
  const blocks = virtual.getVirtualItems();
  const first = (blocks[0]?.index ?? 0) * BLOCK;
  const end = Math.min(rows.length, ((blocks.at(-1)?.index ?? -1) + 1) * BLOCK);
  const current = useMemo(() => (currentId === null ? -1 : rows.placeOf(currentId)), [rows, currentId]);
  const elementId = (id: number) => `${name}-${id}`;

  // Without those drawn beside them: whoever is near the top is not at it.
  const top = (virtual.range?.startIndex ?? 0) * BLOCK;
  const bottom = ((virtual.range?.endIndex ?? 0) + 1) * BLOCK - 1;
  useEffect(() => onSight(top, bottom, currentId), [onSight, top, bottom, currentId]);

  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const openMenu = (event: MouseEvent) => {
    // The key for it acts on the row the keyboard is at, wherever the mouse lies.
    const byKey = event.button !== 2;
    const element = byKey ? ref.current?.querySelector('[aria-selected="true"]') : event.target instanceof Element && event.target.closest("[aria-rowindex]");
    const row = element instanceof Element ? rows.at(Number(element.getAttribute("aria-rowindex")) - 2) : undefined;
    if (onMenu === undefined || row === undefined || !(element instanceof Element)) return;
    event.preventDefault();
    const box = element.getBoundingClientRect();
    onMove(row.id);
    onMenu(row, byKey ? { x: box.left + 24, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  // Rows that fit under the headings.
  const height = () => (ref.current?.clientHeight ?? 0) - HEAD;
  const bring = (index: number, align: "nearest" | "center") => {
    const box = ref.current;
    if (box === null || height() < rowHeight) return;
    const highest = index * rowHeight;
    const lowest = highest - height() + rowHeight;
    box.scrollTo({ top: align === "center" ? (highest + lowest) / 2 : Math.min(highest, Math.max(lowest, box.scrollTop)) });
  };

  // The row the operator was at is in sight again when they come back from another desk.
  const cameBack = useRef(false);
  useEffect(() => {
    if (cameBack.current || rows.length === 0) return;
    cameBack.current = true;
    if (current > 0) bring(current, "center");
    // What had the keyboard went with the page they come from: it goes on at that row.
    if (current >= 0 && document.activeElement === document.body) ref.current?.focus();
  });

  useKeepPlace(ref, rows, rowHeight);
  const onKeyDown = useRowKeys({
    box: ref,
    rows,
    current,
    perPage: () => Math.max(1, Math.floor(height() / rowHeight) - 1),
    onShow: (index) => bring(index, "nearest"),
    onMove,
    onOpen,
    onClose,
  });

  const table = (
    <div
      ref={ref}
      className={`${classes.table ?? ""} ${className ?? ""}`}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={pages.total === null && hasMore ? -1 : (pages.total ?? rows.length) + 1}
      aria-colcount={columns.length}
      // A row that is not drawn is no element.
      aria-activedescendant={currentId !== null && current >= first && current < end ? elementId(currentId) : undefined}
      aria-busy={pages.rows === undefined}
      onKeyDown={(event) => {
        const row = rows.at(current);
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
      <div role="rowgroup" className={classes.body} style={{ height: rows.length * rowHeight }}>
        {Array.from({ length: end - first }, (_, index) => first + index).map((index) => {
          const row = rows.at(index);
          const at = { transform: `translateY(${index * rowHeight}px)`, height: rowHeight };
          if (row === undefined) {
            return (
              <div key={`at-${index}`} role="row" aria-rowindex={index + 2} aria-busy className={classes.row} data-waiting style={at}>
                <div role="gridcell" aria-colspan={columns.length} aria-label={t("common:row_waiting")} />
              </div>
            );
          }
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
              style={at}
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
  return (
    <>
      {table}
      {pages.stuck !== null && (
        <StuckRows
          problem={pages.stuck}
          onAgain={() => {
            // The button goes with the words.
            ref.current?.focus();
            pages.again();
          }}
        />
      )}
    </>
  );
}
