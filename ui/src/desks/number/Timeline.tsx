import { Button } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { NumberItem } from "../../contract/NumberItem";
import { isSameDay } from "../../parts/time";
import { Item } from "./Item";
import classes from "./number.module.css";
import { useDay } from "./useDay";
import { useOpenItem } from "./useOpenItem";

interface Props {
  items: readonly NumberItem[];
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

/** Arrows lead from item to item, as in the lists of the desks. */
function onArrows(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-lead], button")];
  const next = items[items.indexOf(document.activeElement as HTMLElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Everything that happened, newest first, day by day. */
export function Timeline({ items, hasMore, loading, onMore }: Props) {
  const { t } = useTranslation();
  const wayOf = useOpenItem();
  const dayOf = useDay();
  const days: { at: number; items: NumberItem[] }[] = [];
  for (const item of items) {
    const day = days.at(-1);
    if (day !== undefined && isSameDay(new Date(day.at), new Date(item.at))) day.items.push(item);
    else days.push({ at: item.at, items: [item] });
  }
  return (
    // The arrows only move between links that have the keyboard already.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section aria-label={t("number:timeline")} className={classes.timeline} onKeyDown={onArrows}>
      {days.map((day) => (
        <section key={day.at}>
          <h2>{dayOf(day.at)}</h2>
          <ul>
            {day.items.map((item) => (
              <li key={`${item.what.kind} ${item.what.row.id}`}>
                <Item item={item} way={wayOf(item.what)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {hasMore && (
        <Button variant="default" className={classes.more} loading={loading} onClick={onMore}>
          {t("number:more")}
        </Button>
      )}
    </section>
  );
}
