import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import classes from "./filter.module.css";
import { lastDaysWords } from "./lastDaysWords";
import { boundsOf, lastDays, periodOf, type Period } from "./period";

interface Props {
  filter: MessageFilter;
  onChange: (filter: MessageFilter) => void;
}

/** From when to when: the usual days by one press, others from the calendar. */
export function PeriodFields({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const period = periodOf(filter);
  const [calendar, openCalendar] = useState(period.kind === "calendar");
  // A day half typed is none yet: the boxes keep what was typed.
  const [days, type] = useState(period.kind === "calendar" ? period : { kind: "calendar" as const, from: "", to: "" });
  const choose = (next: Period) => onChange({ ...filter, ...boundsOf(next) });
  const pick = (next: Period) => {
    openCalendar(false);
    choose(next);
  };
  const write = (change: { from: string } | { to: string }) => {
    const next = { ...days, ...change };
    type(next);
    choose(next);
  };
  const choices: { key: string; label: string; on: boolean; onClick: () => void }[] = [
    { key: "all", label: t("messages:filter.any_time"), on: !calendar && period.kind === "all", onClick: () => pick({ kind: "all" }) },
    ...lastDays.map((count) => ({
      key: String(count),
      label: lastDaysWords(t, count),
      on: !calendar && period.kind === "last" && period.days === count,
      onClick: () => pick({ kind: "last", days: count }),
    })),
    {
      key: "calendar",
      label: t("messages:filter.calendar"),
      on: calendar,
      onClick: () => {
        openCalendar(true);
        choose(days);
      },
    },
  ];
  return (
    <div role="group" aria-label={t("messages:filter.time")} className={classes.time}>
      <span className={classes.label} aria-hidden>
        {t("messages:filter.time")}
      </span>
      <div className={classes.choices}>
        {choices.map(({ key, label, on, onClick }) => (
          <Button key={key} size="compact-sm" variant="default" className={classes.state} aria-pressed={on} data-on={on || undefined} onClick={onClick}>
            {label}
          </Button>
        ))}
      </div>
      {calendar && (
        <div className={classes.days}>
          <TextInput type="date" label={t("messages:filter.from")} placeholder="2026-01-01" value={days.from} onChange={(event) => write({ from: event.currentTarget.value })} />
          <TextInput type="date" label={t("messages:filter.to")} placeholder="2026-01-31" value={days.to} onChange={(event) => write({ to: event.currentTarget.value })} />
        </div>
      )}
    </div>
  );
}
