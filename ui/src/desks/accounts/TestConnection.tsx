import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconCheck, IconPlugConnected, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import type { ConnectionTest } from "../../contract/ConnectionTest";
import { useDo } from "../../ipc/ask";
import { ReasonNext } from "../../parts/ReasonNext";
import { reasonSentence } from "../../parts/reasons";
import { useAmountWords } from "../balances/useAmountWords";
import { testAsksVendor } from "./applies";
import classes from "./TestConnection.module.css";

/** From here on a clock that is off is worth a word. */
const SKEW = 60;

function Skew({ seconds }: { seconds: number | null }) {
  const { t } = useTranslation();
  if (seconds === null || Math.abs(seconds) < SKEW) return null;
  return <Text size="sm">{t("accounts:test.skew", { count: Math.abs(seconds) })}</Text>;
}

function Fine({ words }: { words: string }) {
  return (
    <Text size="sm" className={classes["line"] ?? ""}>
      <IconCheck size={15} className={classes["fine"]} aria-hidden />
      {words}
    </Text>
  );
}

function Bad({ words }: { words: string }) {
  return (
    <Text size="sm" fw={600} className={classes["line"] ?? ""}>
      <IconX size={15} className={classes["bad"]} aria-hidden />
      <span className="sentence">{words}</span>
    </Text>
  );
}

function Result({ test, account }: { test: ConnectionTest; account: Account }) {
  const { t } = useTranslation();
  const amountWords = useAmountWords();
  switch (test.result) {
    case "works":
      return (
        <div role="status">
          <Fine words={`${t("accounts:test.works")}${amountWords(test.amount)}`} />
          <Skew seconds={test.clock_skew_seconds} />
        </div>
      );
    case "keys_work":
      return (
        <div role="status">
          <Fine words={t("accounts:test.keys_work")} />
          <Text size="sm">{t("accounts:test.keys_work_only_here")}</Text>
        </div>
      );
    case "key_fails":
      return (
        <div role="alert">
          <Bad words={t("accounts:test.key_fails", { key: t(`accounts:key.purpose.${test.purpose}`) })} />
          <Text size="sm">{t("accounts:test.key_fails_next")}</Text>
        </div>
      );
    case "fails":
      return (
        <div role="alert">
          <Bad words={reasonSentence(t, test.reason)} />
          <ReasonNext reason={test.reason} account={account} />
          <Skew seconds={test.clock_skew_seconds} />
        </div>
      );
  }
}

/** Asks the vendor for the balance, which sends nothing and costs nothing; where there is none, tests the keys here. */
export function TestConnection({ account, can }: { account: Account; can: Capabilities }) {
  const { t } = useTranslation();
  const test = useDo((api, id: number) => api.testConnection(id));
  const asks = testAsksVendor(can);
  const missing = account.missing_secrets.filter((kind) => kind !== "secret");
  return (
    <Stack gap={6} align="flex-start">
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={15} aria-hidden />}
        loading={test.isPending}
        disabled={!account.has_secret}
        onClick={() => test.mutate(account.id)}
      >
        {asks ? t("accounts:test.button") : t("accounts:test.keys_button")}
      </Button>
      {missing.length > 0 && (
        <Anchor component={Link} href={`/accounts/${account.id}/keys`} size="sm">
          {t("accounts:key.missing", { keys: missing.map((kind) => t(`accounts:key.purpose.${kind}`)).join(t("accounts:limit.between")) })}
        </Anchor>
      )}
      {test.data === undefined ? (
        <Text size="xs" c="dimmed">
          {asks ? t("accounts:test.words") : t("accounts:test.keys_words")}
        </Text>
      ) : (
        <Result test={test.data} account={account} />
      )}
    </Stack>
  );
}
