import { Button, Paper } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Balance } from "../../contract/Balance";
import { useDo } from "../../ipc/ask";
import { AccountName } from "../../parts/AccountName";
import { figures } from "../../parts/figures";
import { ReasonText } from "../../parts/ReasonText";
import { reasonNextStep } from "../../parts/reasons";
import { When } from "../../parts/When";
import classes from "./balances.module.css";

/** One account: what is left, when that was said, and why it is not known better. */
export function BalanceCard({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const refresh = useDo((api) => api.refreshBalance(balance.account_id));
  const { messages_left: left, failed } = balance;
  return (
    <Paper component="li" withBorder p="md" className={classes.card}>
      <h2>
        <AccountName vendor={balance.vendor} name={balance.account_name} />
      </h2>
      <p className={classes.left} role="status">
        {left === null ? (
          <span className={classes.unknown}>{t("balances:not_known")}</span>
        ) : (
          <>
            <strong>{figures(left)}</strong> {t("balances:unit", { count: left })}
          </>
        )}
      </p>
      <p className={classes.when}>
        {balance.at === null ? (
          t("balances:never_asked")
        ) : (
          <>
            {t("balances:as_of")} <When at={balance.at} />
          </>
        )}
      </p>
      {failed !== null && (
        <div role="alert" className={classes.failed}>
          <p>
            {t("balances:failed")} <ReasonText reason={failed} />
          </p>
          <p className={classes.next}>{reasonNextStep(t, failed)}</p>
        </div>
      )}
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
    </Paper>
  );
}
