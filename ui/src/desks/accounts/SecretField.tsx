import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";

interface Props {
  account: Account | null;
  value: string;
  change: (secret: string) => void;
  error: string | null;
}

/** The secret: goes in and never comes out. */
export function SecretField({ account, value, change, error }: Props) {
  const { t } = useTranslation();
  const fingerprint = account?.secret_fingerprint ?? null;
  return (
    <PasswordInput
      name="secret"
      label={t("accounts:field.secret")}
      description={fingerprint === null ? t("accounts:field.secret_words") : t("accounts:field.secret_fingerprint", { fingerprint })}
      placeholder={account?.has_secret === true ? t("accounts:field.secret_stored") : undefined}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      error={error}
      errorProps={{ role: "alert" }}
      visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
      autoComplete="new-password"
      spellCheck={false}
    />
  );
}
