import { Button, Paper } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Balance } from "../../contract/Balance";
import { useNow } from "../../frame/useNow";
import { useDo } from "../../ipc/ask";
import { AccountName } from "../../parts/AccountName";
import { ReasonText } from "../../parts/ReasonText";
import { reasonNextStep } from "../../parts/reasons";
import { When } from "../../parts/When";
import { lasted } from "../messages/lasted";
import { AccountFacts } from "./AccountFacts";
import { BalanceFigure } from "./BalanceFigure";
import { NotOffered } from "./NotOffered";
import { Threshold } from "./Threshold";
import classes from "./balances.module.css";

/** One account: what is left, when that was said, and why it is not known better. */
export function BalanceCard({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  return (
    <Paper component="li" withBorder p="md" className={classes.card} data-low={balance.low || undefined}>
      <div className={classes.head}>
        <h2>
          <AccountName vendor={balance.vendor} name={balance.account_name} />
        </h2>
        {balance.low && (
          <span className={classes.low}>
            <IconAlertTriangle size={13} aria-hidden />
            {t("balances:low")}
          </span>
        )}
      </div>
      {balance.unit === "not_offered" ? <NotOffered balance={balance} /> : <Known balance={balance} />}
    </Paper>
  );
}

/** The card of an account whose vendor can be asked. */
function Known({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const refresh = useDo((api) => api.refreshBalance(balance.account_id));
  const { amount, failed, out_of_money_at: out } = balance;
  return (
    <>
      <p className={classes.left} role="status">
        <BalanceFigure amount={amount} />
      </p>
      <p className={classes.when}>{balance.at === null ? t("balances:never_asked") : <Age at={balance.at} />}</p>
      {amount?.unit === "account" && <AccountFacts facts={amount} />}
      {out !== null && (
        <p className={classes.out}>
          {t("balances:out_of_money")} <When at={out} />
        </p>
      )}
      {failed !== null && (
        <div role="alert" className={classes.failed}>
          <p>
            {t("balances:failed")} <ReasonText reason={failed} />
          </p>
          <p className={classes.next}>{reasonNextStep(t, failed)}</p>
        </div>
      )}
      <div className={classes.foot}>
        <Threshold balance={balance} />
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate(undefined)}
          aria-label={t("balances:refresh_of", { account: balance.account_name })}
        >
          {t("balances:refresh")}
        </Button>
      </div>
    </>
  );
}

/** When a figure was said, and how old it is by now. */
function Age({ at }: { at: number }) {
  const { t } = useTranslation();
  const now = useNow(15_000);
  return (
    <>
      {t("balances:as_of")} <When at={at} /> · {t("balances:age", { span: lasted(t, now - at) })}
    </>
  );
}
