import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useProfiles } from "../../app/profile";
import { useDo } from "../../ipc/ask";
import { Centre } from "./Centre";
import { useSaveRecoveryKey } from "./useSaveRecoveryKey";

/** Offers the recovery key of a live profile. */
export function RecoveryKeyScreen() {
  const { t } = useTranslation();
  const { askAgain } = useProfiles();
  const { save, isSaving } = useSaveRecoveryKey(askAgain);
  const later = useDo((api) => api.postponeRecoveryKey(), { done: askAgain });
  return (
    <Centre>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t("start:recovery.title")}</Title>
          <Text>{t("start:recovery.words")}</Text>
        </div>
        <Group>
          <Button onClick={save} loading={isSaving}>
            {t("start:recovery.save")}
          </Button>
          <Button variant="default" onClick={() => later.mutate(undefined)} loading={later.isPending}>
            {t("start:recovery.later")}
          </Button>
        </Group>
      </Stack>
    </Centre>
  );
}
