import { Alert, Box, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { AccountPause } from "../../contract/AccountPause";
import { useDo } from "../../ipc/ask";
import { ReasonNext } from "../../parts/ReasonNext";
import { reasonSentence } from "../../parts/reasons";
import { When } from "../../parts/When";

/** Why an account is paused and what to do, before the button that lets it work again. */
export function PausedNote({ account, pause }: { account: Account; pause: AccountPause }) {
  const { t } = useTranslation();
  const resume = useDo((api, id: number) => api.resumeAccount(id));
  return (
    <Alert
      variant="outline"
      color="orange"
      styles={{ title: { color: "var(--sb-doubt)" } }}
      classNames={{ label: "sentence" }}
      title={reasonSentence(t, pause.reason)}>
      <Text size="sm" c="dimmed">
        {t("accounts:paused.since")} <When at={pause.at} />
      </Text>
      <Box my={6}>
        <ReasonNext reason={pause.reason} account={account} />
      </Box>
      <Text size="sm" mb="xs">
        {t("accounts:paused.meaning")}
      </Text>
      <Button size="compact-sm" variant="default" loading={resume.isPending} onClick={() => resume.mutate(account.id)}>
        {t("accounts:paused.resume")}
      </Button>
    </Alert>
  );
}
