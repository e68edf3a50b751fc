import { Loader, Progress, Stack, Text, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Centre } from "./Centre";
import classes from "./Centre.module.css";

/** After this long the keychain is probably asking. */
const PATIENCE = 3_000;

interface Props {
  /** How far the database is brought up to date, where it is. */
  percent?: number;
}

/** Drawn at once while a profile opens, or its database is brought up to date. */
export function OpeningScreen({ percent }: Props) {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const waiting = setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(waiting);
  }, []);
  if (percent !== undefined) {
    return (
      <Centre>
        <Stack align="center" gap="sm" pt={80}>
          <div role="status">
            <Title order={1} fz="md" fw={400}>
              {t("start:updating")}
            </Title>
          </div>
          <div className={classes.updating}>
            <Progress value={percent} size="lg" aria-label={t("start:updating")} />
            <span className="tabular">{percent}%</span>
          </div>
          <Text c="dimmed" ta="center">
            {t("start:updating_words")}
          </Text>
        </Stack>
      </Centre>
    );
  }
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
