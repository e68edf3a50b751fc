import type { Account } from "../../../contract/Account";
import type { BindBoxes, Chosen } from "./form";

const only = (list: readonly string[]): string => (list.length === 1 ? (list[0] ?? "") : "");

/** What the form stands on: what was chosen, or the only one there is. */
export function chosenOf(form: BindBoxes, account: Account): Chosen {
  const { appid, xNumber } = form;
  return {
    accountId: account.id,
    appid: appid !== null && account.appids.includes(appid) ? appid : only(account.appids),
    xNumber: xNumber !== null && account.x_numbers.includes(xNumber) ? xNumber : only(account.x_numbers),
  };
}

/** The chosen account, or the first that can be used. */
export function accountOf(form: BindBoxes, accounts: readonly Account[] | undefined): Account | undefined {
  return accounts?.find(({ id }) => id === form.accountId) ?? accounts?.find(({ enabled }) => enabled) ?? accounts?.[0];
}
