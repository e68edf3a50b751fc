import { Button, Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";

import type { AccountKey } from "../../../contract/AccountKey";
import type { KeyChoice } from "../../../contract/KeyChoice";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { KeyCard } from "./KeyCard";

interface Props {
  choice: KeyChoice;
  publicKey: AccountKey;
  /** It waits no longer. */
  settled: () => void;
}

/** A new key that waits until the vendor knows its public half; the old one stays in use. */
export function WaitingKey({ choice, publicKey, settled }: Props) {
  const { t } = useTranslation();
  const use = useDo((api) => api.useNextKey(choice), {
    done: () => {
      announce(t("accounts:key.used"));
      settled();
    },
  });
  const drop = useDo((api) => api.dropNextKey(choice), { done: settled });
  const ask = () => {
    modals.openConfirmModal({
      title: t("accounts:key.use_title"),
      withCloseButton: false,
      children: <Text size="sm">{t("accounts:key.use_words")}</Text>,
      labels: { confirm: t("accounts:key.use"), cancel: t("common:cancel") },
      onConfirm: () => use.mutate(undefined),
    });
  };
  return (
    <KeyCard publicKey={publicKey} label={t("accounts:key.waiting")}>
      <Text size="sm">{t("accounts:key.waiting_words")}</Text>
      <Group gap="xs">
        <Button size="compact-sm" loading={use.isPending} onClick={ask}>
          {t("accounts:key.use")}
        </Button>
        <Button size="compact-sm" variant="subtle" color="var(--sb-bad)" loading={drop.isPending} onClick={() => drop.mutate(undefined)}>
          {t("accounts:key.drop")}
        </Button>
      </Group>
    </KeyCard>
  );
}
