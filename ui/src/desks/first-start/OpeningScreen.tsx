import { Loader, Stack, Text, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Centre } from "./Centre";

/** After this long the keychain is probably asking. */
const PATIENCE = 3_000;

/** Drawn at once while a profile opens. */
export function OpeningScreen() {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const waiting = setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(waiting);
  }, []);
  return (
    <Centre>
      <Stack align="center" gap="sm" pt={80} role="status">
        <Loader size="sm" aria-hidden />
        <Title order={1} fz="md" fw={400}>
          {t("start:opening")}
        </Title>
        {isLong && (
          <Text c="dimmed" ta="center">
            {t("start:opening_long")}
          </Text>
        )}
      </Stack>
    </Centre>
  );
}
