import { Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import { keysOf } from "./applies";
import { isReadableOnTheWay, type AccountFields } from "./draft";
import { PlainHttp } from "./PlainHttp";
import { SecretField } from "./SecretField";

interface Props {
  account: Account | null;
  can: Capabilities;
  fields: AccountFields;
  set: (change: Partial<AccountFields>) => void;
  error: (field: string) => string | null;
}

/** Where the vendor is, and who it takes us for. */
export function VendorFields({ account, can, fields, set, error }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        name="base_url"
        label={t("accounts:field.base_url")}
        description={can.default_base_url === "" ? t("accounts:field.base_url_asked") : undefined}
        placeholder={can.default_base_url === "" ? "https://api.example.com" : undefined}
        value={fields.baseUrl}
        onChange={(event) => set({ baseUrl: event.currentTarget.value, httpAcknowledged: false })}
        error={error("base_url")}
        errorProps={{ role: "alert" }}
        autoComplete="off"
        spellCheck={false}
      />
      {can.plain_http && isReadableOnTheWay(fields.baseUrl) && (
        <PlainHttp
          alwaysTheSame={!can.timed_signature}
          acknowledged={fields.httpAcknowledged}
          acknowledge={(httpAcknowledged) => set({ httpAcknowledged })}
          error={error("http_acknowledged")}
        />
      )}
      <TextInput
        name="vendor_account"
        label={t("accounts:field.vendor_account")}
        description={t("accounts:field.vendor_account_words", { field: can.account_field })}
        value={fields.vendorAccount}
        onChange={(event) => set({ vendorAccount: event.currentTarget.value })}
        error={error("vendor_account")}
        errorProps={{ role: "alert" }}
        autoComplete="off"
        spellCheck={false}
      />
      {can.secrets.includes("secret") && (
        <SecretField account={account} value={fields.secret} change={(secret) => set({ secret })} error={error("secret")} />
      )}
      {account === null && keysOf(can).length > 0 && (
        <Text size="sm" c="dimmed">
          {t("accounts:key.after_saving")}
        </Text>
      )}
    </>
  );
}
