import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { SecretKind } from "../../../contract/SecretKind";
import { useAsk } from "../../../ipc/ask";
import { KeySection } from "./KeySection";

interface Props {
  accountId: number;
  purposes: readonly SecretKind[];
}

/** The RSA keys of an account: one that signs, one that decrypts. They may be different pairs. */
export function Keys({ accountId, purposes }: Props) {
  const { t } = useTranslation();
  const keys = useAsk(["accounts"], ["list_keys", accountId], (api) => api.listKeys(accountId)).data;
  if (keys === undefined) return null;
  return (
    <Stack gap="xl">
      <Text size="sm" c="dimmed">
        {t("accounts:key.words")}
      </Text>
      {purposes.map((purpose) => (
        <KeySection
          key={purpose}
          accountId={accountId}
          purpose={purpose}
          current={keys.find((key) => key.purpose === purpose && key.slot === "current")}
          next={keys.find((key) => key.purpose === purpose && key.slot === "next")}
        />
      ))}
    </Stack>
  );
}
