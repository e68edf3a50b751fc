import { Button, Group, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";

import { useProfiles } from "../../app/profile";
import { DataFolder } from "./DataFolder";

/** Practice: begin anew, or leave. */
export function PracticeSection() {
  const { t } = useTranslation();
  const { leave, wipePractice } = useProfiles();
  const ask = () => {
    modals.openConfirmModal({
      title: t("settings:wipe.title"),
      withCloseButton: false,
      children: <Text size="sm">{t("settings:wipe.words")}</Text>,
      labels: { confirm: t("settings:wipe.confirm"), cancel: t("common:cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: wipePractice,
    });
  };
  return (
    <section>
      <Title order={2}>{t("settings:practice")}</Title>
      <Text mb="sm">{t("settings:in_practice")}</Text>
      <Group mb="sm">
        <Button variant="default" onClick={leave}>
          {t("settings:leave_practice")}
        </Button>
        <Button variant="outline" color="var(--sb-bad)" onClick={ask}>
          {t("settings:wipe.button")}
        </Button>
      </Group>
      <DataFolder />
    </section>
  );
}
