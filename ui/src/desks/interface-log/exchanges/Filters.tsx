import { Chip, Group, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ExchangeKind } from "../../../contract/ExchangeKind";
import { useAsk } from "../../../ipc/ask";
import { AccountFilter } from "../../AccountFilter";
import list from "../../RowTable.module.css";
import type { LogView } from "../view";
import { groups } from "./groups";

interface Props {
  view: LogView;
  change: (to: Partial<LogView>) => void;
}

const isOn = (kinds: readonly ExchangeKind[], group: readonly ExchangeKind[]) => group.every((kind) => kinds.includes(kind));

/** Which exchanges are shown. */
export function Filters({ view: { accountId, kinds, troubledOnly }, change }: Props) {
  const { t } = useTranslation();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  return (
    <div className={list.filters} role="group" aria-label={t("log:filter.label")}>
      <Group gap={6}>
        {Object.entries(groups).map(([name, group]) => (
          <Chip
            key={name}
            size="xs"
            radius="sm"
            checked={isOn(kinds, group)}
            onChange={(on) => change({ kinds: on ? [...kinds, ...group] : kinds.filter((kind) => !group.includes(kind)) })}
          >
            {t(`log:group.${name}`)}
          </Chip>
        ))}
      </Group>
      <Switch
        size="xs"
        label={t("log:filter.troubled")}
        checked={troubledOnly}
        onChange={(event) => change({ troubledOnly: event.currentTarget.checked })}
      />
      {accounts !== undefined && accounts.length > 1 && (
        <AccountFilter
          accounts={accounts}
          label={t("log:filter.account")}
          every={t("log:filter.every_account")}
          accountId={accountId}
          onChange={(id) => change({ accountId: id })}
        />
      )}
    </div>
  );
}
