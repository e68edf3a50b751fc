import { Button, Pill } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageState } from "../../contract/MessageState";
import { useDeskStatus } from "../../frame/useDeskStatus";
import { figures } from "../../parts/figures";
import list from "../RowTable.module.css";
import { filterGroups, type FilterGroup } from "./filterGroups";
import classes from "./messages.module.css";
import type { MessagesView } from "./view";

interface Props {
  view: MessagesView;
  onChange: (change: Partial<MessagesView>) => void;
}

const has = (view: MessagesView, group: readonly MessageState[]) => group.every((state) => view.states.includes(state));

/** Which messages are shown: by state, and of one job. */
export function Filters({ view, onChange }: Props) {
  const { t } = useTranslation();
  const status = useDeskStatus();
  const toggle = (group: readonly MessageState[]) => {
    const rest = view.states.filter((state) => !group.includes(state));
    onChange({ states: has(view, group) ? rest : [...rest, ...group] });
  };
  const count = (name: FilterGroup) => (name === "unknown" ? (status?.unknown ?? 0) : 0);
  return (
    <div className={list.filters}>
      <div role="group" aria-label={t("messages:filter.states")} className={classes.chips}>
        {filterGroups.map(({ name, states }) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            className={classes.filter}
            aria-pressed={has(view, states)}
            data-on={has(view, states) || undefined}
            onClick={() => toggle(states)}
            rightSection={count(name) > 0 && <span className={classes.filterCount}>{figures(count(name))}</span>}
          >
            {t(`parts:state.${states[0]}`)}
          </Button>
        ))}
      </div>
      {view.jobId !== null && (
        <Pill
          withRemoveButton
          onRemove={() => onChange({ jobId: null })}
          removeButtonProps={{ "aria-label": t("messages:filter.every_job"), "aria-hidden": false, tabIndex: 0 }}
        >
          {t("messages:filter.job", { job: view.jobId })}
        </Pill>
      )}
    </div>
  );
}
