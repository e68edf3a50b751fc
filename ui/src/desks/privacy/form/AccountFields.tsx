import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { BindForm } from "./form";
import classes from "./form.module.css";

interface Props {
  accounts: readonly Account[];
  chosen: Account;
  appid: string;
  onChange: (change: Partial<BindForm>) => void;
}

/** The account, and which of its `appid`s. */
export function AccountFields({ accounts, chosen, appid, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      <Select
        label={t("privacy:field.account")}
        description={t("privacy:help.account")}
        data={accounts.map(({ id, name, enabled }) => ({ value: String(id), label: enabled ? name : t("privacy:account_off", { name }) }))}
        value={String(chosen.id)}
        onChange={(id) => {
          if (id !== null) onChange({ accountId: Number(id), appid: null, xNumber: null });
        }}
        allowDeselect={false}
        checkIconPosition="right"
      />
      <Select
        label={t("privacy:field.appid")}
        description={t("privacy:help.appid")}
        placeholder={t("privacy:appid_choose")}
        data={[...chosen.appids]}
        value={appid === "" ? null : appid}
        onChange={(id) => {
          if (id !== null) onChange({ appid: id });
        }}
        disabled={chosen.appids.length === 0}
        allowDeselect={false}
        checkIconPosition="right"
      />
    </div>
  );
}
