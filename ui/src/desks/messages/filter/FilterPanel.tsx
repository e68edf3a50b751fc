import { Checkbox, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import type { SendMode } from "../../../contract/SendMode";
import { useAsk } from "../../../ipc/ask";
import { inTheMiddle } from "../../../parts/inTheMiddle";
import classes from "./filter.module.css";
import { PeriodFields } from "./PeriodFields";

interface Props {
  filter: MessageFilter;
  onChange: (filter: MessageFilter) => void;
}

const modes: readonly SendMode[] = ["plain", "template", "voice", "international"];

/** The list of a box opens inside the panel: a click on it is no click beside the panel. */
const inside = { withinPortal: false };

/** Letters a box has room for. */
const LETTERS = 34;

/** Everything that can be set; each takes effect at once, and all of them combine. */
export function FilterPanel({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data ?? [];
  const choices = useAsk(["messages"], ["filter_choices"], (api) => api.filterChoices()).data;
  const any = t("messages:filter.any");
  // What is set stays to be seen, even when the program no longer offers it.
  const withChosen = (offered: readonly string[] | undefined, chosen: string) => [...new Set([...(offered ?? []), ...(chosen === "" ? [] : [chosen])])];
  return (
    <div className={classes.panel}>
      <PeriodFields filter={filter} onChange={onChange} />
      <Select
        label={t("messages:filter.account")}
        placeholder={t("messages:filter.every_account")}
        data={accounts.map(({ id, name }) => ({ value: String(id), label: inTheMiddle(name, LETTERS) }))}
        value={filter.account_id === null ? null : String(filter.account_id)}
        onChange={(id) => onChange({ ...filter, account_id: id === null ? null : Number(id) })}
        clearable
        clearButtonProps={{ "aria-label": t("messages:filter.every_account") }}
        comboboxProps={inside}
      />
      <Select
        label={t("messages:filter.operator")}
        placeholder={any}
        data={withChosen(choices?.operators, filter.operator)}
        value={filter.operator === "" ? null : filter.operator}
        onChange={(operator) => onChange({ ...filter, operator: operator ?? "" })}
        clearable
        clearButtonProps={{ "aria-label": any }}
        comboboxProps={inside}
      />
      <Checkbox.Group
        label={t("messages:filter.kind")}
        value={filter.modes}
        onChange={(chosen) => onChange({ ...filter, modes: modes.filter((mode) => chosen.includes(mode)) })}
      >
        <div className={classes.kinds}>
          {modes.map((mode) => (
            <Checkbox key={mode} value={mode} label={t(`messages:kind.${mode}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label={t("messages:filter.code")}
        description={t("messages:filter.code_words")}
        placeholder={any}
        data={withChosen(choices?.codes, filter.code)}
        value={filter.code === "" ? null : filter.code}
        onChange={(code) => onChange({ ...filter, code: code ?? "" })}
        searchable
        nothingFoundMessage={t("messages:filter.no_code")}
        clearable
        clearButtonProps={{ "aria-label": any }}
        comboboxProps={inside}
      />
    </div>
  );
}
