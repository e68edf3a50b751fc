import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { useAsk } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { namedVendors } from "../../parts/VendorTag";

interface Props {
  accounts: readonly Account[];
  chosen: Account | undefined;
  onChoose: (accountId: number) => void;
}

/** Longer names are cut in the middle, so that the balance behind them stays in sight. */
const NAME_LENGTH = 24;

function middle(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= NAME_LENGTH) return name;
  return `${letters.slice(0, NAME_LENGTH / 2).join("")}…${letters.slice(1 - NAME_LENGTH / 2).join("")}`;
}

/** Which account it goes out by, with what is left on it. */
export function AccountField({ accounts, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const balances = useAsk(["balances"], ["list_balances"], (api) => api.listBalances());
  const label = (account: Account, name: string): string => {
    const vendor = namedVendors.includes(account.vendor) ? t(`parts:vendor.${account.vendor}`) : account.vendor;
    const who = t("send:account.option", { vendor, name });
    if (!account.enabled) return t("send:account.off", { who });
    const left = balances.data?.find(({ account_id }) => account_id === account.id)?.messages_left;
    return left === null || left === undefined ? who : t("send:account.left", { who, count: left, n: figures(left) });
  };
  return (
    <Select
      label={t("send:account.label")}
      data={accounts.map((account) => ({ value: String(account.id), label: label(account, middle(account.name)) }))}
      value={chosen === undefined ? null : String(chosen.id)}
      onChange={(id) => {
        if (id !== null) onChoose(Number(id));
      }}
      title={chosen === undefined ? undefined : label(chosen, chosen.name)}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}
