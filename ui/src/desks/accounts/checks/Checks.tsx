import { Stack, Text, Title } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { Capabilities } from "../../../contract/Capabilities";
import { useAsk } from "../../../ipc/ask";
import { CheckCard } from "./CheckCard";
import { CheckForm } from "./CheckForm";

/** Number checks by an account, and those that were made. */
export function Checks({ account, can }: { account: Account; can: Capabilities }) {
  const { t } = useTranslation();
  const id = useId();
  const checks = useAsk(["checks"], ["list_checks", account.id], (api) => api.listChecks(account.id)).data;
  return (
    <Stack gap="xl">
      <CheckForm account={account} kinds={can.checks} />
      <section aria-labelledby={id}>
        <Title order={3} id={id} mb="xs">
          {t("accounts:check.history")}
        </Title>
        {checks?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("accounts:check.empty")}
          </Text>
        )}
        <Stack gap="sm">
          {checks?.map((check) => (
            <CheckCard key={check.id} check={check} account={account} />
          ))}
        </Stack>
      </section>
    </Stack>
  );
}
