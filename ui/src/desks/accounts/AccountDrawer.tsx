import { Stack, Tabs, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { Account } from "../../contract/Account";
import { AccountName } from "../../parts/AccountName";
import { AccountForm } from "./AccountForm";
import { AccountSwitch } from "./AccountSwitch";
import { DeleteAccount } from "./DeleteAccount";
import { PausedNote } from "./PausedNote";
import { Templates } from "./templates/Templates";
import { TestConnection } from "./TestConnection";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  account: Account;
  vendors: readonly VendorInfo[];
  tab: "account" | "templates";
}

/** Everything about one account. */
export function AccountDrawer({ account, vendors, tab }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  return (
    <Stack gap="md">
      <Title order={2} pr={32}>
        <AccountName vendor={account.vendor} name={account.name} />
      </Title>
      {account.paused !== null && <PausedNote account={account} pause={account.paused} />}
      <Tabs
        value={tab}
        onChange={(to) => go(to === "templates" ? `/accounts/${account.id}/templates` : `/accounts/${account.id}`)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="account">{t("accounts:tab.account")}</Tabs.Tab>
          <Tabs.Tab value="templates">{t("accounts:tab.templates")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="account">
          <Stack gap="lg">
            <TestConnection account={account} />
            <AccountForm account={account} vendors={vendors} />
            <AccountSwitch account={account} />
            <DeleteAccount account={account} deleted={() => go("/accounts")} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="templates">
          <Templates accountId={account.id} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
