import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { AccountKey } from "../../../contract/AccountKey";
import { CopyButtonText } from "../../../parts/CopyButtonText";
import { When } from "../../../parts/When";
import classes from "./keys.module.css";

interface Props {
  publicKey: AccountKey;
  /** Whether it is in use or waits. */
  label: string;
  children: ReactNode;
}

/** The public half of a key, to be copied to the vendor's page. */
export function KeyCard({ publicKey, label, children }: Props) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="sm" component="article" aria-label={label}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {label}
        </Text>
        <Text size="sm" c="dimmed">
          {t("accounts:key.bits", { bits: publicKey.bits })} · {t("accounts:key.added")} <When at={publicKey.added_at} />
        </Text>
        <div>
          <Text size="xs" c="dimmed">
            {t("accounts:key.fingerprint")}
          </Text>
          <code className={classes["fingerprint"]}>{publicKey.fingerprint}</code>
        </div>
        <div>
          <Text size="xs" c="dimmed">
            {t("accounts:key.public_half")}
          </Text>
          <code className={classes["base64"]}>{publicKey.public_base64}</code>
          <Group gap={4}>
            <CopyButtonText text={publicKey.public_base64} label={t("accounts:key.copy_base64")} />
            <CopyButtonText text={publicKey.public_pem} label={t("accounts:key.copy_pem")} />
          </Group>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
