import { Button, Stack, Text } from "@mantine/core";
import { IconPlus, IconTemplate } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Capabilities } from "../../../contract/Capabilities";
import { useAsk } from "../../../ipc/ask";
import { EmptyState } from "../../../parts/EmptyState";
import { TemplateCard } from "./TemplateCard";
import { TemplateForm } from "./TemplateForm";

/** The templates that are registered at the vendor for an account. */
export function Templates({ accountId, can }: { accountId: number; can: Capabilities }) {
  const { t } = useTranslation();
  const [editing, edit] = useState<number | "new" | null>(null);
  const templates = useAsk(["templates"], ["list_templates", accountId], (api) => api.listTemplates(accountId)).data;
  if (templates === undefined) return null;

  const edited = templates.find((template) => template.id === editing);
  if (editing === "new" || edited !== undefined) {
    return <TemplateForm key={editing} accountId={accountId} can={can} template={edited ?? null} done={() => edit(null)} />;
  }
  const add = (
    <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => edit("new")}>
      {t("accounts:template.add")}
    </Button>
  );
  if (templates.length === 0) {
    return (
      <EmptyState icon={<IconTemplate size={28} stroke={1.4} />} title={t("accounts:template.empty")} action={add}>
        {t("accounts:template.empty_next")}
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t("accounts:template.words")}
      </Text>
      {templates.map((template) => (
        <TemplateCard key={template.id} template={template} edit={() => edit(template.id)} />
      ))}
      <div>{add}</div>
    </Stack>
  );
}
