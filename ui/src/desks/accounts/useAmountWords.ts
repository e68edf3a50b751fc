import { useTranslation } from "react-i18next";

import type { BalanceAmount } from "../../contract/BalanceAmount";
import { figures } from "../../parts/figures";

const states = ["0", "1", "2", "3"] as const;

/** `1284.50` as `1,284.50`: no figure is rounded. */
function money(amount: string): string {
  const [whole = "", rest] = amount.split(".");
  const grouped = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** Says what is left, in the vendor's own unit. */
export function useAmountWords(): (amount: BalanceAmount) => string {
  const { t } = useTranslation();
  return (amount) => {
    if (amount.unit === "messages") return t("accounts:left.messages", { messages: figures(amount.left) });
    if (amount.unit === "money") return t("accounts:left.money", { amount: money(amount.amount), currency: amount.currency_code === "" ? amount.currency_name : amount.currency_code });
    const state = states.find((known) => known === String(amount.state));
    return [
      amount.balance === null ? null : t("accounts:left.yuan", { amount: money(amount.balance) }),
      amount.overdraft === null ? null : t("accounts:left.overdraft", { amount: money(amount.overdraft) }),
      amount.state === null ? null : t("accounts:left.state_is", { state: state === undefined ? amount.state : t(`accounts:left.state.${state}`) }),
    ]
      .filter((part) => part !== null)
      .join("");
  };
}
