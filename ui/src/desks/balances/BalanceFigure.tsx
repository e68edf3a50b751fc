import { useTranslation } from "react-i18next";

import type { BalanceAmount } from "../../contract/BalanceAmount";
import { figures } from "../../parts/figures";
import { decimal } from "./amount";
import classes from "./balances.module.css";

/** What is left, large, in the vendor's own unit. */
export function BalanceFigure({ amount }: { amount: BalanceAmount | null }) {
  const { t } = useTranslation();
  const unknown = <span className={classes.unknown}>{t("balances:not_known")}</span>;
  switch (amount?.unit) {
    case undefined:
      return unknown;
    case "messages":
      return (
        <>
          <strong>{figures(amount.left)}</strong> {t("balances:messages", { count: amount.left })}
        </>
      );
    case "money":
      return (
        <>
          <strong>{decimal(amount.amount)}</strong>{" "}
          <span title={amount.currency_name}>{amount.currency_code || amount.currency_name}</span> {t("balances:left")}
        </>
      );
    case "account":
      if (amount.balance === null) return unknown;
      return (
        <>
          <strong>{decimal(amount.balance)}</strong> {t("balances:yuan_unit")}
        </>
      );
  }
}
