import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import classes from "./messages.module.css";

interface Props {
  accountId: number | null;
  onChange: (accountId: number | null) => void;
}

/** Only the messages of one account. */
export function AccountFilter({ accountId, onChange }: Props) {
  const { t } = useTranslation();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts());
  return (
    <Select
      className={classes.account}
      aria-label={t("messages:filter.account")}
      placeholder={t("messages:filter.every_account")}
      data={(accounts.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={accountId === null ? null : String(accountId)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      clearable
      clearButtonProps={{ "aria-label": t("messages:filter.every_account") }}
    />
  );
}
