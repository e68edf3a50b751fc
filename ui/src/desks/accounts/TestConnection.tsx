import { Button, Stack, Text } from "@mantine/core";
import { IconCheck, IconPlugConnected, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { ConnectionTest } from "../../contract/ConnectionTest";
import { useDo } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { reasonNextStep, reasonSentence } from "../../parts/reasons";
import classes from "./TestConnection.module.css";

/** From here on a clock that is off is worth a word. */
const SKEW = 60;

function Skew({ seconds }: { seconds: number | null }) {
  const { t } = useTranslation();
  if (seconds === null || Math.abs(seconds) < SKEW) return null;
  return <Text size="sm">{t("accounts:test.skew", { count: Math.abs(seconds) })}</Text>;
}

function Result({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation();
  if (test.result === "works") {
    return (
      <div role="status">
        <Text size="sm" className={classes["line"] ?? ""}>
          <IconCheck size={15} className={classes["fine"]} aria-hidden />
          {t("accounts:test.works", { messages: figures(test.messages_left) })}
        </Text>
        <Skew seconds={test.clock_skew_seconds} />
      </div>
    );
  }
  return (
    <div role="alert">
      <Text size="sm" fw={600} className={classes["line"] ?? ""}>
        <IconX size={15} className={classes["bad"]} aria-hidden />
        <span className="sentence">{reasonSentence(t, test.reason)}</span>
      </Text>
      <Text size="sm">{reasonNextStep(t, test.reason)}</Text>
      <Skew seconds={test.clock_skew_seconds} />
    </div>
  );
}

/** Asks the vendor for the balance: nothing is sent, nothing is charged. */
export function TestConnection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const test = useDo((api, id: number) => api.testConnection(id));
  return (
    <Stack gap={6} align="flex-start">
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={15} aria-hidden />}
        loading={test.isPending}
        disabled={!account.has_secret}
        onClick={() => test.mutate(account.id)}
      >
        {t("accounts:test.button")}
      </Button>
      {test.data === undefined ? (
        <Text size="xs" c="dimmed">
          {t("accounts:test.words")}
        </Text>
      ) : (
        <Result test={test.data} />
      )}
    </Stack>
  );
}
