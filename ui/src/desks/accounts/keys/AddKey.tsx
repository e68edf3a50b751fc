import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { IconFileImport, IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyChoice } from "../../../contract/KeyChoice";
import type { KeyFlaw } from "../../../contract/KeyFlaw";
import type { KeyResult } from "../../../contract/KeyResult";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { Flaw } from "./Flaw";
import { PasteKey } from "./PasteKey";

const lengths = ["1024", "2048"] as const;

interface Props {
  choice: KeyChoice;
  /** Whether there is one in use, so that the new one has to wait. */
  replaces: boolean;
  done: () => void;
  cancel: (() => void) | undefined;
}

/** The ways to a key: make a pair here, take one from a file, or paste one. */
export function AddKey({ choice, replaces, done, cancel }: Props) {
  const { t } = useTranslation();
  const [bits, setBits] = useState<string>(lengths[0]);
  const [flaw, setFlaw] = useState<KeyFlaw | null>(null);
  const take = (result: KeyResult) => {
    setFlaw(result.result === "refused" ? result.flaw : null);
    if (result.result !== "stored") return;
    announce(replaces ? t("accounts:key.stored_waiting") : t("accounts:key.stored"));
    done();
  };
  const generate = useDo((api) => api.generateKey({ ...choice, bits: Number(bits) }), { done: take });
  const fromFile = useDo((api) => api.importKeyFile(choice), { done: take });
  return (
    <Stack gap="md">
      {replaces && <Text size="sm">{t("accounts:key.replace_words")}</Text>}
      <Stack gap="xs" align="flex-start">
        <Radio.Group label={t("accounts:key.generate_label")} value={bits} onChange={setBits}>
          <Stack gap={6} mt={6}>
            <Radio value="1024" label={t("accounts:key.bits_1024")} />
            <Radio value="2048" label={t("accounts:key.bits_2048")} />
          </Stack>
        </Radio.Group>
        <Button size="compact-md" leftSection={<IconKey size={14} aria-hidden />} loading={generate.isPending} onClick={() => generate.mutate(undefined)}>
          {t("accounts:key.generate")}
        </Button>
      </Stack>
      <Stack gap={4} align="flex-start">
        <Text size="sm" fw={600}>
          {t("accounts:key.import_label")}
        </Text>
        <Text size="xs" c="dimmed">
          {t("accounts:key.import_words")}
        </Text>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconFileImport size={14} aria-hidden />}
          loading={fromFile.isPending}
          onClick={() => fromFile.mutate(undefined)}
        >
          {t("accounts:key.import_file")}
        </Button>
      </Stack>
      <PasteKey choice={choice} answered={take} />
      {flaw !== null && <Flaw flaw={flaw} />}
      {cancel !== undefined && (
        <Group>
          <Button size="compact-sm" variant="default" onClick={cancel}>
            {t("common:cancel")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
