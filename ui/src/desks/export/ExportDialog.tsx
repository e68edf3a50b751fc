import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { ExportFormat } from "../../contract/ExportFormat";
import type { ExportList } from "../../contract/ExportList";
import { useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";
import { Dialog } from "../Dialog";
import { Notice } from "../Notice";
import { headingsOf } from "./headings";

interface Props {
  list: ExportList;
  onClose: () => void;
}

/** Asks for the format, and whether phone numbers stand in full: that is recorded, so it is said first. */
export function ExportDialog({ list, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const [format, chooseFormat] = useState<ExportFormat>("xlsx");
  const [full, chooseFull] = useState(false);
  const start = useDo((api) => api.startExport({ list, format, full_numbers: full, headings: headingsOf(i18n, list.list) }), {
    done: (answer) => {
      if (answer.result === "closed") return;
      onClose();
      announce(t("export:runs_where"), t("export:runs"));
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    start.mutate(undefined);
  };
  return (
    <Dialog opened title={t(`export:title.${list.list}`)} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t("export:what")}</Text>
          <Radio.Group label={t("export:format")} value={format} onChange={(value) => chooseFormat(value === "csv" ? "csv" : "xlsx")}>
            <Stack gap={6} mt={6}>
              <Radio value="xlsx" label={t("export:xlsx")} description={t("export:xlsx_words")} data-autofocus />
              <Radio value="csv" label={t("export:csv")} description={t("export:csv_words")} />
            </Stack>
          </Radio.Group>
          <Radio.Group label={t("export:numbers")} value={full ? "full" : "masked"} onChange={(value) => chooseFull(value === "full")}>
            <Stack gap={6} mt={6}>
              <Radio value="masked" label={t("export:masked")} description={t("export:masked_words")} />
              <Radio value="full" label={t("export:full")} description={t("export:full_words")} />
            </Stack>
          </Radio.Group>
          {full ? (
            <Notice urgent title={t("export:recorded_full")}>
              {t("export:recorded_full_words")}
            </Notice>
          ) : (
            <Text size="xs" c="dimmed">
              {t("export:recorded")}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={start.isPending}>
              {t("export:start")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
