import { useTranslation } from "react-i18next";

import type { Balance } from "../../contract/Balance";
import { When } from "../../parts/When";
import classes from "./balances.module.css";

/** Why there is no figure, and when the vendor last said that the money is out. */
export function NotOffered({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const { out_of_money_at: out } = balance;
  return (
    <>
      <p className={classes.left}>
        <span className={classes.unknown}>{t("balances:not_offered.title")}</span>
      </p>
      <p className={classes.when}>{t("balances:not_offered.why")}</p>
      {out === null ? (
        <p className={classes.when}>{t("balances:not_offered.never")}</p>
      ) : (
        <p className={classes.out}>
          {t("balances:not_offered.last")} <When at={out} />
        </p>
      )}
    </>
  );
}
