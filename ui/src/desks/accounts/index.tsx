import { Button } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { useAsk } from "../../ipc/ask";
import { EmptyState } from "../../parts/EmptyState";
import { Page } from "../../parts/Page";
import { AccountDrawer } from "./AccountDrawer";
import { keysOf } from "./applies";
import { AccountTable } from "./AccountTable";
import { NewAccount } from "./NewAccount";

/** `/accounts`, `/accounts/new`, `/accounts/7`, `/accounts/7/templates` */
function useChosen(): { chosen: number | "new" | null; tab: string } {
  const [location] = useLocation();
  const [, , id, tab] = location.split("/");
  const chosen = id === "new" ? "new" : /^\d+$/.test(id ?? "") ? Number(id) : null;
  return { chosen, tab: tab ?? "" };
}

/** The accounts at the vendors. */
export function AccountsDesk() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { chosen, tab } = useChosen();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors()).data;
  const account = accounts?.find((candidate) => candidate.id === chosen);

  const drawer =
    accounts === undefined || vendors === undefined ? null : chosen === "new" ? (
      <NewAccount vendors={vendors} saved={(account, can) => go(keysOf(can).length > 0 ? `/accounts/${account.id}/keys` : `/accounts/${account.id}`)} cancel={() => go("/accounts")} />
    ) : account !== undefined ? (
      <AccountDrawer key={account.id} account={account} vendors={vendors} tab={tab} />
    ) : null;

  const add = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => go("/accounts/new")}>
      {t("accounts:add")}
    </Button>
  );
  return (
    <Page
      title={t("frame:desk.accounts")}
      count={accounts !== undefined && accounts.length > 0 ? t("accounts:count", { count: accounts.length }) : undefined}
      actions={accounts?.length === 0 ? undefined : add}
      drawer={drawer}
      drawerLabel={chosen === "new" ? t("accounts:add") : (account?.name ?? "")}
      onCloseDrawer={() => go("/accounts")}
    >
      {accounts?.length === 0 && chosen !== "new" && (
        <EmptyState icon={<IconKey size={32} stroke={1.4} />} title={t("accounts:empty")} action={add}>
          {t("accounts:empty_next")}
        </EmptyState>
      )}
      {accounts !== undefined && accounts.length > 0 && (
        <AccountTable accounts={accounts} vendors={vendors} chosen={chosen} choose={(id) => go(`/accounts/${id}`)} />
      )}
    </Page>
  );
}
