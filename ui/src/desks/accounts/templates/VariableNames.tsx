import { Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { TemplateVariable } from "../../../contract/TemplateVariable";

interface Props {
  variables: readonly TemplateVariable[];
  rename: (index: number, name: string) => void;
  error: string | null;
}

/** What the columns are called that fill the variables. */
export function VariableNames({ variables, rename, error }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap={6} component="section">
      <Text size="sm" fw={500} role="status">
        {t("accounts:template.variables", { count: variables.length })}
      </Text>
      <Text size="xs" c="dimmed">
        {t("accounts:template.variables_words")}
      </Text>
      {variables.map((variable, i) => (
        <TextInput
          // The place in the text is what a variable is.
          key={i}
          name={i === 0 ? "variable_names" : undefined}
          label={t("accounts:template.variable", { placeholder: variable.placeholder })}
          value={variable.name}
          onChange={(event) => rename(i, event.currentTarget.value)}
          autoComplete="off"
        />
      ))}
      {error !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}
