import { Loader, Progress, Stack, Text, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Centre } from "./Centre";
import classes from "./Centre.module.css";

/** Most openings are done by then: a screen nobody can read would only hold up the next. */
const SHOWN_AFTER = 250;
/** After this long the keychain is probably asking. */
const PATIENCE = 3_000;

interface Props {
  /** How far the database is brought up to date, where it is. */
  percent?: number;
}

/** Drawn while a profile opens, or its database is brought up to date. */
export function OpeningScreen({ percent }: Props) {
  const { t } = useTranslation();
  const isShown = useAfter(SHOWN_AFTER);
  const isLong = useAfter(PATIENCE);
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
  if (!isShown) return null;
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

/** Whether so many milliseconds have passed since it was first asked. */
function useAfter(milliseconds: number): boolean {
  const [hasPassed, pass] = useState(false);
  useEffect(() => {
    const waiting = setTimeout(() => pass(true), milliseconds);
    return () => clearTimeout(waiting);
  }, [milliseconds]);
  return hasPassed;
}
