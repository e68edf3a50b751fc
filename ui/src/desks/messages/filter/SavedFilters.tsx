import { ActionIcon, Button, Popover, Text } from "@mantine/core";
import { IconBookmark, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import { useDo } from "../../../ipc/ask";
import { PlainText } from "../../../parts/PlainText";
import { AskDialog } from "../jobs/AskDialog";
import { isEverything, same } from "./filter";
import classes from "./filter.module.css";
import { FilterNameDialog } from "./FilterNameDialog";
import { useSavedFilters, type NamedFilter } from "./useSavedFilters";

interface Props {
  filter: MessageFilter;
  onPick: (filter: MessageFilter) => void;
}

/** Filters under a name: picked, saved, renamed, deleted. */
export function SavedFilters({ filter, onPick }: Props) {
  const { t } = useTranslation();
  const saved = useSavedFilters();
  const [opened, open] = useState(false);
  const [naming, name] = useState<NamedFilter | "new" | null>(null);
  const [asking, ask] = useState<NamedFilter | null>(null);
  const remove = useDo((api, id: number) => api.deleteFilter(id), { done: () => ask(null) });
  const button = useRef<HTMLButtonElement>(null);
  const current = saved.find((one) => same(one.filter, filter));
  const pick = (one: NamedFilter) => {
    open(false);
    onPick(one.filter);
  };
  const askName = (of: NamedFilter | "new") => {
    open(false);
    // What was pressed goes with the list: the dialog gives the keyboard back to the button of the list.
    button.current?.focus();
    name(of);
  };
  return (
    <>
      <Popover opened={opened} onChange={open} position="bottom-start" shadow="md" width={300} trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <Button
            ref={button}
            size="compact-sm"
            variant="default"
            className={classes.state}
            data-on={current !== undefined || undefined}
            aria-label={current === undefined ? undefined : t("messages:saved.current", { name: current.name })}
            leftSection={<IconBookmark size={14} aria-hidden />}
            onClick={() => open(!opened)}
          >
            {current === undefined ? t("messages:saved.title") : <span className={classes.current}><PlainText text={current.name} /></span>}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("messages:saved.title")} p="xs">
          {saved.length === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              {t("messages:saved.none")}
            </Text>
          )}
          <ul className={classes.saved}>
            {saved.map((one) => (
              <li key={one.id}>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  className={classes.savedName}
                  justify="flex-start"
                  aria-current={one === current || undefined}
                  onClick={() => pick(one)}
                >
                  <PlainText text={one.name} />
                </Button>
                <ActionIcon variant="subtle" color="gray" aria-label={t("messages:saved.rename", { name: one.name })} onClick={() => askName(one)}>
                  <IconPencil size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("messages:saved.delete", { name: one.name })}
                  onClick={() => {
                    open(false);
                    button.current?.focus();
                    ask(one);
                  }}
                >
                  <IconTrash size={15} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Button
            variant="default"
            size="compact-sm"
            fullWidth
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={isEverything(filter) || current !== undefined}
            onClick={() => askName("new")}
          >
            {t("messages:saved.save")}
          </Button>
        </Popover.Dropdown>
      </Popover>
      <AskDialog
        opened={asking !== null}
        title={t("messages:saved.delete_title")}
        action={t("messages:saved.delete_button")}
        danger
        busy={remove.isPending}
        onAct={() => asking !== null && remove.mutate(asking.id)}
        onClose={() => ask(null)}
      >
        <p>{asking !== null && <PlainText text={t("messages:saved.delete_means", { name: asking.name })} />}</p>
      </AskDialog>
      {naming !== null && <FilterNameDialog of={naming === "new" ? null : naming} filter={filter} saved={saved} onClose={() => name(null)} />}
    </>
  );
}
