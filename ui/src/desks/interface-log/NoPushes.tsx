import { Button } from "@mantine/core";
import { IconFilterOff, IconWebhook } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Account } from "../../contract/Account";
import { EmptyState } from "../../parts/EmptyState";

interface Props {
  /** The accounts whose vendors push. */
  accounts: readonly Account[];
  /** The only account that is shown. */
  accountId: number | null;
  onEvery: () => void;
}

/** Nothing has arrived; leads to where an account's pushes are set up. */
export function NoPushes({ accounts, accountId, onEvery }: Props) {
  const { t } = useTranslation();
  const one = accountId ?? (accounts.length === 1 ? (accounts[0]?.id ?? null) : null);
  return (
    <EmptyState
      icon={accountId === null ? <IconWebhook size={32} /> : <IconFilterOff size={32} />}
      title={accountId === null ? t("log:empty.title") : t("log:empty.filtered")}
      action={
        <>
          <Button component={Link} href={one === null ? "/accounts" : `/accounts/${one}/pushes`}>
            {one === null ? t("log:empty.accounts") : t("log:empty.account")}
          </Button>
          {accountId !== null && (
            <Button variant="subtle" onClick={onEvery}>
              {t("log:empty.every")}
            </Button>
          )}
        </>
      }
    >
      {t("log:empty.why")}
    </EmptyState>
  );
}
