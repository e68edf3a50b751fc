import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  text: string;
  /** What is copied, as the button says it. */
  label: string;
}

/** Copies a text, and says so. */
export function CopyButtonText({ text, label }: Props) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 2_000 });
  const words = clipboard.copied ? t("parts:copied") : clipboard.error === null ? label : t("parts:copy_failed");
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => clipboard.copy(text)}
    >
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
