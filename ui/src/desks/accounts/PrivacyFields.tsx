import { TagsInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { AccountFields } from "./draft";

interface Props {
  fields: AccountFields;
  set: (change: Partial<AccountFields>) => void;
  error: (field: string) => string | null;
}

/** A list from a column of a table works as well as one typed with commas. */
const BETWEEN = [",", "，", "\n", "\t", " ", ";"];

const trimmed = (list: readonly string[]) => [...new Set(list.map((one) => one.trim()).filter((one) => one !== ""))];

/** The `appid`s and X numbers: the vendor lists neither. */
export function PrivacyFields({ fields, set, error }: Props) {
  const { t } = useTranslation();
  const common = { splitChars: BETWEEN, autoComplete: "off", spellCheck: false, errorProps: { role: "alert" } };
  return (
    <>
      <TagsInput
        {...common}
        data-field="appids"
        label={t("accounts:field.appids")}
        description={t("accounts:field.appids_words")}
        value={fields.appids}
        onChange={(list) => set({ appids: trimmed(list) })}
        error={error("appids")}
      />
      <TagsInput
        {...common}
        data-field="x_numbers"
        label={t("accounts:field.x_numbers")}
        description={t("accounts:field.x_numbers_words")}
        value={fields.xNumbers}
        onChange={(list) => set({ xNumbers: trimmed(list) })}
        error={error("x_numbers")}
        inputMode="tel"
      />
    </>
  );
}
