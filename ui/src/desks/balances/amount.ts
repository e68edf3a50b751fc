import type { TFunction } from "i18next";

import type { Balance } from "../../contract/Balance";
import type { BalanceAmount } from "../../contract/BalanceAmount";
import { figures } from "../../parts/figures";

/**
 * Decimal text with its thousands marked, to the last figure; anything else stays as it came. On the text, so that no figure is rounded.
 * `1000.0` is how a program writes a round sum, and reads as 1,000.
 */
export function decimal(text: string): string {
  const [, sign = "", whole, rest = ""] = /^([-+]?)(\d+)(\.\d*)?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return text;
  return sign + whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",") + rest.replace(/^\.0?$/, "");
}

/** A threshold in the account's own unit. */
export function thresholdText(t: TFunction, { unit, amount }: Balance, threshold: string): string {
  const figure = decimal(threshold);
  if (unit === "messages") return t("balances:count", { n: figure });
  if (unit === "account") return t("balances:yuan", { amount: figure });
  return amount?.unit === "money" ? t("balances:money", { amount: figure, currency: currencyOf(amount) }) : figure;
}

/** What a currency is called: by its code where the vendor gave one. */
export const currencyOf = (money: Extract<BalanceAmount, { unit: "money" }>) => money.currency_code || money.currency_name;

/** What is left, in the vendor's own unit, within a sentence; none where the vendor named no figure. */
export function amountText(t: TFunction, amount: BalanceAmount): string | null {
  switch (amount.unit) {
    case "messages":
      return t("balances:count", { n: figures(amount.left) });
    case "money":
      return t("balances:money", { amount: decimal(amount.amount), currency: currencyOf(amount) });
    case "account":
      return amount.balance === null ? null : t("balances:yuan", { amount: decimal(amount.balance) });
  }
}
