import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../../contract/FieldProblem";
import { fieldError } from "../../../parts/fieldErrors";

interface Props {
  /** Whether it is what the dialog begins with. */
  first?: boolean;
  value: string;
  problems: readonly FieldProblem[];
  placeholder: string;
  onChange: (why: string) => void;
}

/** Why a number is put on the list or taken off; it is kept with who did it. */
export function WhyField({ first = false, value, problems, placeholder, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Textarea
      name="why"
      data-autofocus={first || undefined}
      label={t("suppression:why.label")}
      description={t("suppression:why.description")}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={fieldError(t, problems, "why")}
      errorProps={{ role: "alert" }}
      autosize
      minRows={2}
      maxRows={5}
    />
  );
}
