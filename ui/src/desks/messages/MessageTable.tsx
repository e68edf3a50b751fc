import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { MessageRow } from "../../contract/MessageRow";
import { columns, features } from "./columns";
import classes from "./messages.module.css";
import { useKeepPlace } from "./useKeepPlace";
import type { Messages } from "./useMessages";
import { useRowKeys } from "./useRowKeys";

export const ROW_HEIGHT = 38;
/** Rows before the end at which the next page is asked for. */
const EARLY = 30;
const NO_ROWS: MessageRow[] = [];

interface Props {
  ref: RefObject<HTMLDivElement | null>;
  messages: Messages;
  currentId: number | null;
  openId: number | null;
  onMove: (id: number) => void;
  onOpen: (id: number) => void;
  onClose: () => void;
}

const rowElementId = (id: number) => `message-${id}`;

/** The list itself: only the rows in sight are drawn. */
export function MessageTable({ ref, messages, currentId, openId, onMove, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const { hasMore, loadMore } = messages;
  const data = (messages.rows ?? NO_ROWS) as MessageRow[];
  const table = useTable({ features, columns, data, getRowId: (row) => String(row.id) });
  const rows = table.getRowModel().rows;
  // Nothing here is memoized by a compiler, and nothing of the virtualizer is handed on.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  });
  const inSight = virtual.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  const current = data.findIndex(({ id }) => id === currentId);

  useEffect(() => {
    if (hasMore && last >= rows.length - EARLY) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  // The row the operator was at is in sight again when they come back from another desk.
  const cameBack = useRef(false);
  useEffect(() => {
    if (cameBack.current || rows.length === 0) return;
    cameBack.current = true;
    if (current > 0) virtual.scrollToIndex(current, { align: "center" });
  }, [current, rows.length, virtual]);

  useKeepPlace(ref, data, ROW_HEIGHT);
  const onKeyDown = useRowKeys({
    box: ref,
    rows: data,
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
      className={classes.table}
      role="grid"
      tabIndex={0}
      aria-label={t("messages:heading")}
      aria-rowcount={messages.total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={current >= 0 ? rowElementId(data[current]?.id ?? 0) : undefined}
      aria-busy={messages.rows === undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.tableHead}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {table.getAllLeafColumns().map(({ id }) => (
            <div key={id} role="columnheader" data-column={id}>
              {t(`messages:column.${id}`)}
            </div>
          ))}
        </div>
      </div>
      {/* The heights and places are those of the virtualizer. */}
      <div role="rowgroup" className={classes.tableBody} style={{ height: virtual.getTotalSize() }}>
        {inSight.map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const { id } = row.original;
          return (
            // The grid itself takes the keys; a row is its active descendant.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={key}
              id={rowElementId(id)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={id === currentId}
              data-open={id === openId || undefined}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onOpen(id)}
            >
              {row.getAllCells().map((cell) => (
                <div key={cell.id} role="gridcell" data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
