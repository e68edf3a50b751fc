import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { useAsk } from "../../ipc/ask";
import { namedVendors } from "../../parts/VendorTag";
import { amountText } from "../balances/amount";

interface Props {
  accounts: readonly Account[];
  chosen: Account | undefined;
  onChoose: (accountId: number) => void;
}

/** Columns of the whole label; a name that is too long for it is cut in the middle, so that the balance behind it stays in sight. */
const LABEL_COLUMNS = 36;
/** Columns that are left to a name in any case. */
const NAME_COLUMNS = 10;

/** A Chinese character takes the place of two Latin ones. */
const columns = (letter: string): number => (/[\u1100-\uffdc]/u.test(letter) ? 2 : 1);

function fitting(letters: readonly string[], room: number): number {
  let used = 0;
  const over = letters.findIndex((letter) => (used += columns(letter)) > room);
  return over === -1 ? letters.length : over;
}

function middle(name: string, room: number): string {
  const letters = Array.from(name);
  if (fitting(letters, room) === letters.length) return name;
  const half = Math.floor(room / 2) - 1;
  const head = letters.slice(0, fitting(letters, half));
  const tail = letters.slice(letters.length - fitting(letters.toReversed(), half));
  return `${head.join("")}…${tail.join("")}`;
}

/** Which account it goes out by, with what is left on it. */
export function AccountField({ accounts, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const balances = useAsk(["balances"], ["list_balances"], (api) => api.listBalances());
  const label = (account: Account, name: string): string => {
    const vendor = namedVendors.includes(account.vendor) ? t(`parts:vendor.${account.vendor}`) : account.vendor;
    const who = t("send:account.option", { vendor, name });
    if (!account.enabled) return t("send:account.off", { who });
    const amount = balances.data?.find(({ account_id }) => account_id === account.id)?.amount ?? null;
    const left = amount === null ? null : amountText(t, amount);
    return left === null ? who : t("send:account.left", { who, left });
  };
  const short = (account: Account): string => {
    const rest = Array.from(label(account, "")).reduce((sum, letter) => sum + columns(letter), 0);
    return label(account, middle(account.name, Math.max(NAME_COLUMNS, LABEL_COLUMNS - rest)));
  };
  return (
    <Select
      label={t("send:account.label")}
      data={accounts.map((account) => ({ value: String(account.id), label: short(account) }))}
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
