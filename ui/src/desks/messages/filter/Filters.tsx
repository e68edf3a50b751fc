import { Button, Popover } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import list from "../../RowTable.module.css";
import { Chips } from "./Chips";
import { useChips } from "./useChips";
import { everything, hasStates, isUnknownList, toggled } from "./filter";
import classes from "./filter.module.css";
import { FilterPanel } from "./FilterPanel";
import { filterGroups } from "./groups";
import { SavedFilters } from "./SavedFilters";

interface Props {
  filter: MessageFilter;
  onChange: (filter: MessageFilter) => void;
}

/** Which messages are shown: states at hand, the rest in a panel, and what is set of it as chips that can be taken off. */
export function Filters({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const chips = useChips(filter);
  return (
    <div className={list.filters}>
      {!isUnknownList(filter) && (
        <div role="group" aria-label={t("messages:filter.states")} className={classes.states}>
          {filterGroups.map(({ name, states }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              className={classes.state}
              aria-pressed={hasStates(filter, states)}
              data-on={hasStates(filter, states) || undefined}
              onClick={() => onChange({ ...filter, states: toggled(filter, states) })}
            >
              {t(`parts:state.${states[0]}`)}
            </Button>
          ))}
        </div>
      )}
      <Popover position="bottom-start" shadow="md" width={560} trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}>
            {t("messages:filter.more")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("messages:filter.more")}>
          <FilterPanel filter={filter} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      <SavedFilters filter={filter} onPick={onChange} />
      <Chips
        chips={chips}
        onTakeOff={(change) => onChange({ ...filter, ...change })}
        onClear={() => onChange({ ...everything, states: isUnknownList(filter) ? filter.states : [], search: filter.search })}
      />
    </div>
  );
}
