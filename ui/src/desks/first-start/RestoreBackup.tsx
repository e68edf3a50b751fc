import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { IconDatabaseImport } from "@tabler/icons-react";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useHashLocation } from "wouter/use-hash-location";

import { useProfiles } from "../../app/profile";
import type { RestoreBackupResult } from "../../contract/RestoreBackupResult";
import { useDo } from "../../ipc/ask";
import { Folded } from "../Folded";
import { tellRestored } from "./tellRestored";
import classes from "./RestoreBackup.module.css";

/** Brings the accounts and messages of another computer here, from a backup. */
export function RestoreBackup({ liveExists }: { liveExists: boolean }) {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  if (liveExists) {
    return (
      <Folded label={t("start:backup.open")} open={false}>
        <p className={classes["words"]}>{t("start:backup.profile_exists")}</p>
      </Folded>
    );
  }
  return (
    <div className={classes["restore"]}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <IconDatabaseImport size={28} stroke={1.5} className={classes["icon"]} aria-hidden />
        <p className={classes["words"]}>{t("start:backup.words")}</p>
      </Group>
      {opened ? (
        <RestoreForm onClose={() => open(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => open(true)}>
            {t("start:backup.open")}
          </Button>
        </div>
      )}
    </div>
  );
}

type Refusal = Exclude<RestoreBackupResult["result"], "restored" | "closed">;

/** What is wrong with the key stands at its box; all else is about the file. */
const ofKey: readonly Refusal[] = ["malformed", "wrong_key"];

function RestoreForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { become } = useProfiles();
  const [, go] = useHashLocation();
  const [key, setKey] = useState("");
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const restore = useDo((api, recovery_key: string) => api.restoreBackup({ recovery_key }), {
    done: (answer) => {
      if (answer.result !== "restored") return;
      setKey("");
      tellRestored(t);
      // Where each account can be looked at, and resumed.
      go("/accounts");
      become(answer.state);
    },
  });
  const result = restore.data?.result;
  const refused = result === undefined || result === "restored" || result === "closed" ? null : result;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (key.trim() !== "" && !restore.isPending) restore.mutate(key);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          ref={box}
          label={t("start:restore.field")}
          description={t("start:backup.key_words")}
          value={key}
          onChange={(event) => {
            setKey(event.currentTarget.value);
            restore.reset();
          }}
          error={refused !== null && ofKey.includes(refused) ? t(`start:backup.${refused}`) : undefined}
          errorProps={{ role: "alert" }}
          visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
          autoComplete="off"
          spellCheck={false}
        />
        {refused !== null && !ofKey.includes(refused) && (
          <Text role="alert" c="var(--sb-bad)" size="sm">
            {t(`start:backup.${refused}`)}
          </Text>
        )}
        {result === "closed" && (
          <Text role="status" c="dimmed" size="sm">
            {t("start:backup.closed")}
          </Text>
        )}
        <Text c="dimmed" size="sm">
          {t("start:backup.paused_then")}
        </Text>
        <Group gap="xs">
          <Button type="submit" loading={restore.isPending} disabled={key.trim() === ""}>
            {t("start:backup.choose")}
          </Button>
          <Button variant="default" onClick={onClose} disabled={restore.isPending}>
            {t("common:cancel")}
          </Button>
        </Group>
        <div role="status" className={classes["progress"]}>
          {restore.isPending && <Text size="sm">{t("start:backup.restoring")}</Text>}
        </div>
      </Stack>
    </form>
  );
}
