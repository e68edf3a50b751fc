import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useProfiles } from "../../app/profile";
import { useSaveRecoveryKey } from "../first-start/useSaveRecoveryKey";
import { DataFolder } from "./DataFolder";

/** The recovery key, and the way to practice. */
export function LiveSection() {
  const { t } = useTranslation();
  const { open, leave } = useProfiles();
  const { save, isSaving } = useSaveRecoveryKey();
  return (
    <>
      <section>
        <Title order={2}>{t("settings:data")}</Title>
        <Stack gap="sm" align="flex-start">
          <Text>{t("start:recovery.words")}</Text>
          <Button variant="default" onClick={save} loading={isSaving}>
            {t("start:recovery.save")}
          </Button>
          <DataFolder />
        </Stack>
      </section>
      <section>
        <Title order={2}>{t("settings:practice")}</Title>
        <Text mb="sm">{t("settings:practice_words")}</Text>
        <Group>
          <Button variant="default" onClick={() => open("practice")}>
            {t("settings:open_practice")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("settings:leave_live")}
          </Button>
        </Group>
      </section>
    </>
  );
}
