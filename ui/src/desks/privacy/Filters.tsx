import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { AccountFilter } from "../AccountFilter";
import { SearchBox } from "../SearchBox";
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
        <AccountFilter
          accounts={accounts}
          label={t("privacy:filter.account")}
          every={t("privacy:filter.every_account")}
          accountId={view.accountId}
          onChange={(accountId) => onChange({ accountId })}
        />
      )}
      <SearchBox
        className={classes.search}
        label={t("privacy:filter.search")}
        placeholder={t("privacy:filter.search_by")}
        clear={t("privacy:filter.clear_search")}
        value={view.search}
        onChange={(search) => onChange({ search })}
      />
    </>
  );
}
