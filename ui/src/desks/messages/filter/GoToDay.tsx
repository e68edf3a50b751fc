import { ActionIcon, Button, Popover, Text, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconCalendarDown } from "@tabler/icons-react";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import { useDayAsked } from "./dayAsked";
import classes from "./filter.module.css";
import { boundsOf } from "./period";

interface Props {
  filter: MessageFilter;
  onGo: (filter: MessageFilter) => void;
}

/** A day in a long list, without scrolling to it: the newest message of that day comes first, and all older ones follow. */
export function GoToDay({ filter, onGo }: Props) {
  const { t } = useTranslation();
  const {
    value: { asked: opened },
    memory,
  } = useDayAsked();
  const open = (asked: boolean) => memory.write({ asked });
  const [day, type] = useState("");
  const bounds = boundsOf({ kind: "calendar", from: "", to: day });
  useHotkeys([
    [
      "g",
      ({ target }) => {
        // A dialog or a menu over the desk has the keyboard to itself.
        if (target instanceof Element && target.closest("[role=dialog], [role=menu]") !== null) return;
        open(true);
      },
    ],
  ]);
  const go = (event: SyntheticEvent) => {
    event.preventDefault();
    if (bounds.to_at === null) return;
    open(false);
    onGo({ ...filter, ...bounds });
  };
  return (
    <Popover position="bottom-end" shadow="md" width={280} trapFocus returnFocus opened={opened} onChange={open} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <ActionIcon variant="default" size="input-sm" aria-label={t("messages:day.open")} title={`${t("messages:day.open")} (G)`} aria-keyshortcuts="G" onClick={() => open(!opened)}>
          <IconCalendarDown size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("messages:day.open")}>
        <form onSubmit={go} className={classes.day}>
          <TextInput type="date" label={t("messages:day.label")} placeholder="2026-01-31" value={day} onChange={(event) => type(event.currentTarget.value)} data-autofocus />
          <Button type="submit" disabled={bounds.to_at === null}>
            {t("messages:day.go")}
          </Button>
          <Text c="dimmed" size="sm">
            {t("messages:day.words")}
          </Text>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
