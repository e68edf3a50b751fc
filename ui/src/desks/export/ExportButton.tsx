import { ActionIcon } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ExportList } from "../../contract/ExportList";
import { ExportDialog } from "./ExportDialog";

/** Exports a list as it is filtered now. */
export function ExportButton({ list }: { list: ExportList }) {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The dialog is gone at once, and would leave the keyboard nowhere.
  const close = () => {
    open(false);
    button.current?.focus();
  };
  return (
    <>
      <ActionIcon ref={button} variant="default" size="input-sm" aria-label={t("export:button")} title={t("export:button")} onClick={() => open(true)}>
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
      {opened && <ExportDialog list={list} onClose={close} />}
    </>
  );
}
