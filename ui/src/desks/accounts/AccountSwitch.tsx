import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { useDo } from "../../ipc/ask";

/** Switches an account on or off. */
export function AccountSwitch({ account }: { account: Account }) {
  const { t } = useTranslation();
  const change = useDo((api, enabled: boolean) => api.setAccountEnabled({ id: account.id, enabled }));
  return (
    <Switch
      label={t("accounts:enabled")}
      description={t("accounts:enabled_words")}
      checked={change.isPending ? change.variables : account.enabled}
      onChange={(event) => change.mutate(event.currentTarget.checked)}
    />
  );
}
