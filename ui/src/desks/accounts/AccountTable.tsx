import { Table, UnstyledButton } from "@mantine/core";
import { IconArrowsSplit } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { AccountName } from "../../parts/AccountName";
import { When } from "../../parts/When";
import { AccountState } from "./AccountState";
import classes from "./AccountTable.module.css";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  accounts: readonly Account[];
  vendors: readonly VendorInfo[] | undefined;
  chosen: number | "new" | null;
  choose: (id: number) => void;
}

export function AccountTable({ accounts, vendors, chosen, choose }: Props) {
  const { t } = useTranslation();
  return (
    <Table className={classes["table"] ?? ""} highlightOnHover verticalSpacing={7}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes["name"] ?? ""}>{t("accounts:column.account")}</Table.Th>
          <Table.Th className={classes["state"] ?? ""}>{t("accounts:column.state")}</Table.Th>
          <Table.Th>{t("accounts:column.base_url")}</Table.Th>
          <Table.Th className={classes["when"] ?? ""}>{t("accounts:column.last_success")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {accounts.map((account) => (
          <Table.Tr
            key={account.id}
            className={classes["row"] ?? ""}
            data-chosen={account.id === chosen || undefined}
            onClick={() => choose(account.id)}
          >
            <Table.Td>
              <UnstyledButton className={classes["open"] ?? ""} aria-current={account.id === chosen || undefined}>
                <AccountName vendor={account.vendor} name={account.name} />
              </UnstyledButton>
            </Table.Td>
            <Table.Td>
              <AccountState account={account} can={vendors?.find(({ id }) => id === account.vendor)?.capabilities} />
              {account.foreign_items > 0 && (
                <span className={classes["foreign"]}>
                  <IconArrowsSplit size={13} aria-hidden />
                  {t("accounts:foreign", { count: account.foreign_items })}
                </span>
              )}
            </Table.Td>
            <Table.Td className={classes["url"] ?? ""} title={account.base_url}>
              {account.base_url}
            </Table.Td>
            <Table.Td>{account.last_success_at === null ? t("accounts:never") : <When at={account.last_success_at} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
