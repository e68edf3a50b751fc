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

/** Columns of a name; longer ones are cut in the middle, so that the balance behind them stays in sight. */
const NAME_COLUMNS = 22;

/** A Chinese character takes the place of two Latin ones. */
const columns = (letter: string): number => (/[\u1100-\uffdc]/u.test(letter) ? 2 : 1);

function fitting(letters: readonly string[], room: number): number {
  let used = 0;
  const over = letters.findIndex((letter) => (used += columns(letter)) > room);
  return over === -1 ? letters.length : over;
}

function middle(name: string): string {
  const letters = Array.from(name);
  if (fitting(letters, NAME_COLUMNS) === letters.length) return name;
  const half = NAME_COLUMNS / 2 - 1;
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
