import { PasswordInput, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ProxyMode } from "../../contract/ProxyMode";
import type { AccountFields } from "./draft";

const modes: readonly ProxyMode[] = ["system", "none", "manual"];

interface Props {
  fields: AccountFields;
  set: (change: Partial<AccountFields>) => void;
  /** Whether the keychain holds a password. */
  hasPassword: boolean;
  error: (field: string) => string | null;
}

/** How the account reaches its vendor. */
export function ProxyFields({ fields, set, hasPassword, error }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t("accounts:proxy.label")}
        description={t("accounts:proxy.pac")}
        value={fields.proxyMode}
        onChange={(value) => set({ proxyMode: modes.find((mode) => mode === value) ?? "system" })}
        error={error("proxy_mode")}
        errorProps={{ role: "alert" }}
      >
        <Stack gap={6} mt={6}>
          {modes.map((mode) => (
            <Radio key={mode} name="proxy_mode" value={mode} label={t(`accounts:proxy.mode.${mode}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {fields.proxyMode === "manual" && (
        <>
          <TextInput
            name="proxy_url"
            label={t("accounts:proxy.url")}
            placeholder="http://proxy.example.com:8080"
            value={fields.proxyUrl}
            onChange={(event) => set({ proxyUrl: event.currentTarget.value })}
            error={error("proxy_url")}
            errorProps={{ role: "alert" }}
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            name="proxy_user"
            label={t("accounts:proxy.user")}
            value={fields.proxyUser}
            onChange={(event) => set({ proxyUser: event.currentTarget.value })}
            error={error("proxy_user")}
            errorProps={{ role: "alert" }}
            autoComplete="off"
            spellCheck={false}
          />
          <PasswordInput
            name="proxy_password"
            label={t("accounts:proxy.password")}
            placeholder={hasPassword ? t("accounts:field.secret_stored") : undefined}
            value={fields.proxyPassword}
            onChange={(event) => set({ proxyPassword: event.currentTarget.value })}
            error={error("proxy_password")}
            errorProps={{ role: "alert" }}
            visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
            autoComplete="new-password"
            spellCheck={false}
          />
          <Text size="xs" c="dimmed">
            {t("accounts:proxy.words")}
          </Text>
        </>
      )}
    </Stack>
  );
}
