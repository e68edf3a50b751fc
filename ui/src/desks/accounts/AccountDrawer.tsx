import { Anchor, Stack, Tabs, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import { AccountName } from "../../parts/AccountName";
import { Notice } from "../Notice";
import { AccountForm } from "./AccountForm";
import { AccountSwitch } from "./AccountSwitch";
import { hasTemplates, keysOf } from "./applies";
import { Checks } from "./checks/Checks";
import { DeleteAccount } from "./DeleteAccount";
import { Keys } from "./keys/Keys";
import { PausedNote } from "./PausedNote";
import { Pushes } from "./pushes/Pushes";
import { Templates } from "./templates/Templates";
import { TestConnection } from "./TestConnection";
import type { VendorInfo } from "./vendorInfo";

const tabs = ["account", "keys", "templates", "pushes", "checks"] as const;
type Tab = (typeof tabs)[number];

/** Which tabs an account has: what its vendor can do. */
function has(tab: Tab, can: Capabilities): boolean {
  switch (tab) {
    case "account":
      return true;
    case "keys":
      return keysOf(can).length > 0;
    case "templates":
      return hasTemplates(can);
    case "pushes":
      return can.pushes.length > 0;
    case "checks":
      return can.checks.length > 0;
  }
}

interface Props {
  account: Account;
  vendors: readonly VendorInfo[];
  /** As it stands in the address; the account itself unless it names another. */
  tab: string;
}

/** Everything about one account. */
export function AccountDrawer({ account, vendors, tab }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const can = vendors.find(({ id }) => id === account.vendor)?.capabilities;
  const offered = tabs.filter((candidate) => can !== undefined && has(candidate, can));
  const open = offered.find((candidate) => candidate === tab) ?? "account";
  return (
    <Stack gap="md">
      <Title order={2} pr={32}>
        <AccountName vendor={account.vendor} name={account.name} />
      </Title>
      {account.paused !== null && <PausedNote account={account} pause={account.paused} />}
      {account.foreign_items > 0 && (
        <Notice>
          {t("accounts:foreign_means", { count: account.foreign_items })}{" "}
          <Anchor component={Link} href="/log/kept" inherit>
            {t("accounts:foreign_show")}
          </Anchor>
        </Notice>
      )}
      {can !== undefined && (
        <Tabs
          value={open}
          onChange={(to) => go(to === "account" || to === null ? `/accounts/${account.id}` : `/accounts/${account.id}/${to}`)}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            {offered.map((one) => (
              <Tabs.Tab key={one} value={one} px="xs">
                {t(`accounts:tab.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="account">
            <Stack gap="lg">
              <TestConnection account={account} can={can} />
              <AccountForm account={account} vendors={vendors} />
              <AccountSwitch account={account} />
              <DeleteAccount account={account} deleted={() => go("/accounts")} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="keys">
            <Keys accountId={account.id} purposes={keysOf(can)} />
          </Tabs.Panel>
          <Tabs.Panel value="templates">
            <Templates accountId={account.id} can={can} />
          </Tabs.Panel>
          <Tabs.Panel value="pushes">
            <Pushes account={account} can={can} />
          </Tabs.Panel>
          <Tabs.Panel value="checks">
            <Checks account={account} can={can} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}
