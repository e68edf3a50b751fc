import { TextInput } from "@mantine/core";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  ref?: RefObject<HTMLInputElement | null>;
  label: string;
  description: string;
  value: string;
  /** As it would be sent; empty while it cannot be. */
  sent: string;
  error: string | null;
  onChange: (number: string) => void;
}

/** A real number. It is not masked: who typed it knows it. */
export function NumberField({ ref, label, description, value, sent, error, onChange }: Props) {
  const { t } = useTranslation();
  const other = sent !== "" && sent !== value.trim() && error === null;
  return (
    <TextInput
      ref={ref}
      label={label}
      description={other ? t("privacy:sent_as", { description, number: sent }) : description}
      type="tel"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
