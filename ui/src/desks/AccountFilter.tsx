import { Select } from "@mantine/core";

import type { Account } from "../contract/Account";
import classes from "./AccountFilter.module.css";

interface Props {
  accounts: readonly Account[];
  label: string;
  /** What stands there while none is chosen. */
  every: string;
  accountId: number | null;
  onChange: (accountId: number | null) => void;
}

/** Only the rows of one account. */
export function AccountFilter({ accounts, label, every, accountId, onChange }: Props) {
  return (
    <Select
      className={classes.account}
      aria-label={label}
      placeholder={every}
      data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={accountId === null ? null : String(accountId)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      clearable
      clearButtonProps={{ "aria-label": every }}
    />
  );
}
