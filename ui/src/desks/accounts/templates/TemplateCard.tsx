import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Template } from "../../../contract/Template";
import { useDo } from "../../../ipc/ask";
import classes from "./TemplateCard.module.css";
import { TemplateText } from "./TemplateText";

/** A template, as it was registered. */
export function TemplateCard({ template, edit }: { template: Template; edit: () => void }) {
  const { t } = useTranslation();
  const remove = useDo((api, id: number) => api.deleteTemplate(id));
  const ask = () => {
    modals.openConfirmModal({
      title: t("accounts:template.delete_title", { name: template.name }),
      withCloseButton: false,
      children: <Text size="sm">{t("accounts:template.delete_words")}</Text>,
      labels: { confirm: t("accounts:template.delete_confirm"), cancel: t("common:cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(template.id),
    });
  };
  return (
    <Paper withBorder p="sm" component="article" aria-label={template.name}>
      <Title order={3}>{template.name}</Title>
      <Text size="xs" c="dimmed">
        {t("accounts:template.id_line", { id: template.template_id })}
        {template.voice && (
          <span className={classes["voice"]}>
            <IconPhone size={13} aria-hidden /> {t("accounts:template.voice_tag")}
          </span>
        )}
      </Text>
      <TemplateText text={template.text} variables={template.variables} />
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={edit}>
          {t("accounts:template.edit")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="var(--sb-bad)" loading={remove.isPending} onClick={ask}>
          {t("accounts:template.delete")}
        </Button>
      </Group>
    </Paper>
  );
}
