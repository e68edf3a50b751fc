import { useTranslation } from "react-i18next";

import type { BalanceAmount } from "../../contract/BalanceAmount";
import { figures } from "../../parts/figures";
import { accountStates } from "./AccountFacts";
import { currencyOf, decimal } from "./amount";

/** Says what is left in whole sentences, in the vendor's own unit. */
export function useAmountWords(): (amount: BalanceAmount) => string {
  const { t } = useTranslation();
  return (amount) => {
    if (amount.unit === "messages") return t("accounts:left.messages", { messages: figures(amount.left) });
    if (amount.unit === "money") return t("accounts:left.money", { amount: decimal(amount.amount), currency: currencyOf(amount) });
    const state = accountStates.find((known) => known === String(amount.state));
    return [
      amount.balance === null ? null : t("accounts:left.yuan", { amount: decimal(amount.balance) }),
      amount.overdraft === null ? null : t("accounts:left.overdraft", { amount: decimal(amount.overdraft) }),
      amount.state === null ? null : t("accounts:left.state_is", { state: state === undefined ? amount.state : t(`accounts:left.state.${state}`) }),
    ]
      .filter((part) => part !== null)
      .join("");
  };
}
