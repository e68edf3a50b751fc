import { Button, Stack, Text, Title } from "@mantine/core";
import { IconReplace } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AccountKey } from "../../../contract/AccountKey";
import type { SecretKind } from "../../../contract/SecretKind";
import { AddKey } from "./AddKey";
import { KeyCard } from "./KeyCard";
import { KeySelfTest } from "./KeySelfTest";
import { WaitingKey } from "./WaitingKey";

interface Props {
  accountId: number;
  purpose: SecretKind;
  current: AccountKey | undefined;
  next: AccountKey | undefined;
}

/** The key for one purpose: the one in use, the one that waits, or the ways to get one. */
export function KeySection({ accountId, purpose, current, next }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [replacing, replace] = useState(false);
  const name = t(`accounts:key.purpose.${purpose}`);
  const heading = useRef<HTMLHeadingElement>(null);
  // What held the focus is gone: it stays at this key.
  const settled = () => {
    replace(false);
    heading.current?.focus();
  };
  const choice = { account_id: accountId, purpose };
  const isAdding = current === undefined || (replacing && next === undefined);
  return (
    <Stack component="section" gap="sm" aria-labelledby={id}>
      <div>
        <Title order={3} id={id} ref={heading} tabIndex={-1}>
          {name}
        </Title>
        <Text size="xs" c="dimmed">
          {t(`accounts:key.purpose_words.${purpose}`)}
        </Text>
      </div>
      {current === undefined ? (
        <Text size="sm">{t("accounts:key.none")}</Text>
      ) : (
        <KeyCard publicKey={current} label={t("accounts:key.in_use")}>
          <KeySelfTest key={current.fingerprint} choice={choice} />
        </KeyCard>
      )}
      {next !== undefined && <WaitingKey choice={choice} publicKey={next} settled={settled} />}
      {isAdding ? (
        <AddKey choice={choice} replaces={current !== undefined} done={settled} cancel={current === undefined ? undefined : settled} />
      ) : (
        next === undefined && (
          <div>
            <Button size="compact-sm" variant="default" leftSection={<IconReplace size={14} aria-hidden />} onClick={() => replace(true)}>
              {t("accounts:key.replace", { key: name })}
            </Button>
          </div>
        )
      )}
    </Stack>
  );
}
