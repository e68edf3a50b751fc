import { CloseButton, Kbd, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import classes from "./privacy.module.css";
import type { BindingsView } from "./view";

interface Props {
  view: BindingsView;
  accounts: readonly Account[];
  onChange: (change: Partial<BindingsView>) => void;
}

/** Which bindings are shown. */
export function Filters({ view, accounts, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        aria-label={t("privacy:filter.label")}
        value={view.liveOnly ? "live" : "all"}
        onChange={(which) => onChange({ liveOnly: which === "live" })}
        data={[
          { value: "live", label: t("privacy:filter.live") },
          { value: "all", label: t("privacy:filter.all") },
        ]}
      />
      {accounts.length > 1 && (
        <Select
          className={classes.account}
          aria-label={t("privacy:filter.account")}
          placeholder={t("privacy:filter.every_account")}
          data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={view.accountId === null ? null : String(view.accountId)}
          onChange={(id) => onChange({ accountId: id === null ? null : Number(id) })}
          clearable
          clearButtonProps={{ "aria-label": t("privacy:filter.every_account") }}
        />
      )}
      <TextInput
        type="search"
        className={classes.search}
        aria-label={t("privacy:filter.search")}
        placeholder={t("privacy:filter.search_by")}
        title={t("privacy:filter.search_by")}
        value={view.search}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          view.search === "" ? (
            <Kbd size="xs" aria-hidden>
              /
            </Kbd>
          ) : (
            <CloseButton size="sm" aria-label={t("privacy:filter.clear_search")} onClick={() => onChange({ search: "" })} />
          )
        }
        aria-keyshortcuts="/"
        spellCheck={false}
        autoComplete="off"
      />
    </>
  );
}
