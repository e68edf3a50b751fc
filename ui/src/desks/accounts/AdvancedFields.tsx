import { NumberInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import { figures } from "../../parts/figures";
import { mostRecipients } from "./applies";
import type { AccountFields } from "./draft";
import { ProxyFields } from "./ProxyFields";
import { SettingField } from "./SettingField";

interface Props {
  account: Account | null;
  can: Capabilities;
  fields: AccountFields;
  set: (change: Partial<AccountFields>) => void;
  error: (field: string) => string | null;
}

/** Whether a field of a draft stands in the folded part. */
export function isAdvanced(field: string): boolean {
  return ["extension", "operation_size", "settings"].includes(field) || field.startsWith("settings.") || field.startsWith("proxy_");
}

/** What is rarely changed; each field only where it means something to the vendor. */
export function AdvancedFields({ account, can, fields, set, error }: Props) {
  const { t } = useTranslation();
  const most = mostRecipients(can);
  const limits = can.sends.filter(({ recipients }) => recipients > 1).map(({ mode, recipients }) => t(`accounts:limit.${mode}`, { n: figures(recipients) }));
  return (
    <>
      {can.extension_digits > 0 && (
        <TextInput
          name="extension"
          label={t("accounts:field.extension")}
          description={t("accounts:field.extension_words", { count: can.extension_digits })}
          value={fields.extension}
          onChange={(event) => set({ extension: event.currentTarget.value })}
          error={error("extension")}
          errorProps={{ role: "alert" }}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
      {most > 1 && (
        <NumberInput
          name="operation_size"
          label={t("accounts:field.operation_size")}
          description={t("accounts:field.operation_size_words", { limits: limits.join(t("accounts:limit.between")) })}
          value={fields.operationSize}
          onChange={(size) => set({ operationSize: Number(size) })}
          min={1}
          max={most}
          allowNegative={false}
          allowDecimal={false}
          error={error("operation_size")}
          errorProps={{ role: "alert" }}
        />
      )}
      {can.settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          value={fields.settings[setting.name]}
          set={(value) => set({ settings: { ...fields.settings, [setting.name]: value } })}
          error={error(`settings.${setting.name}`) ?? error(setting.name)}
        />
      ))}
      <ProxyFields fields={fields} set={set} hasPassword={account?.has_proxy_password ?? false} error={error} />
    </>
  );
}
