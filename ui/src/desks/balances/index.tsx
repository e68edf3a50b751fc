import { Button } from "@mantine/core";
import { IconWallet } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useAsk } from "../../ipc/ask";
import { EmptyState } from "../../parts/EmptyState";
import { Page } from "../../parts/Page";
import { BalanceCard } from "./BalanceCard";
import classes from "./balances.module.css";

/** What is left on each account. */
export function BalancesDesk() {
  const { t } = useTranslation();
  const { data: balances } = useAsk(["balances", "accounts"], ["list_balances"], (api) => api.listBalances());
  return (
    <Page title={t("balances:heading")}>
      {balances?.length === 0 && (
        <EmptyState
          icon={<IconWallet size={32} />}
          title={t("balances:empty.title")}
          action={
            <Button component={Link} href="/accounts">
              {t("balances:empty.add")}
            </Button>
          }
        >
          {t("balances:empty.text")}
        </EmptyState>
      )}
      {balances !== undefined && balances.length > 0 && (
        <>
          <p className={classes.note}>{t("balances:note")}</p>
          <ul className={classes.cards}>
            {balances.map((balance) => (
              <BalanceCard key={balance.account_id} balance={balance} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
