import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Blocker } from "../../contract/Blocker";

interface Props {
  value: string;
  blockers: readonly Blocker[];
  onChange: (reference: string) => void;
}

/** The ticket or order number a message can be found by later. */
export function ReferenceField({ value, blockers, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("send:reference.label")}
      placeholder={t("send:reference.placeholder")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={blockers.includes("reference_too_long") ? t("send:blocker.reference_too_long") : null}
    />
  );
}
