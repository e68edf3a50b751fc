import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Backup } from "../../contract/Backup";
import type { Client } from "../../contract/client";
import type { Topic } from "../../contract/Topic";
import { useAsk, useDo } from "../../ipc/ask";
import { isProblem } from "../../ipc/problem";
import { When } from "../../parts/When";
import { useSaveRecoveryKey } from "../first-start/useSaveRecoveryKey";
import { AskDialog } from "../messages/jobs/AskDialog";
import { Notice } from "../Notice";
import { SummaryLine, SummaryList } from "../SummaryList";
import { useIsRunning } from "../work/useWorks";
import { bytesText } from "./bytes";
import classes from "./keeping.module.css";

const TOPICS: readonly Topic[] = ["work", "profile", "status"];

/** The daily encrypted copy: where it goes, how the last one went, and what it needs to be opened again. */
export function BackupSection() {
  const { t } = useTranslation();
  const backup = useAsk(TOPICS, ["backup"], (api) => api.backup()).data;
  if (backup === undefined) return null;
  return (
    <section className={classes.section}>
      <Title order={2}>{t("keeping:backup.title")}</Title>
      <Text size="sm">{t("keeping:backup.words")}</Text>
      <RecoveryKey saved={backup.recovery_key_saved} />
      {backup.failed !== null && (
        <Notice title={t("keeping:backup.failed")}>
          <When at={backup.failed.at} /> — {t(`problems:sentence.${backup.failed.problem}`)} {t(`problems:next.${backup.failed.problem}`)}
        </Notice>
      )}
      <Folder backup={backup} />
    </section>
  );
}

/** Says whether the key is there that a backup is opened with. */
function RecoveryKey({ saved }: { saved: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { save, isSaving } = useSaveRecoveryKey(() => void queries.invalidateQueries({ queryKey: [TOPICS, "backup"] }));
  const button = (
    <Button size="compact-sm" variant="default" onClick={save} loading={isSaving}>
      {saved ? t("keeping:backup.key_again") : t("start:recovery.save")}
    </Button>
  );
  if (saved) {
    return (
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t("keeping:backup.key_saved")}
        </Text>
        {button}
      </Group>
    );
  }
  return (
    <Notice title={t("keeping:backup.key_missing")}>
      <Stack gap="xs" align="flex-start">
        {t("keeping:backup.key_missing_means")}
        {button}
      </Stack>
    </Notice>
  );
}

/** Why a folder was not taken. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const code = isProblem(error) ? error.code : "internal";
  if (code === "wrong_state") {
    return (
      <Notice urgent title={t("keeping:backup.refused")}>
        {t("keeping:backup.refused_means")}
      </Notice>
    );
  }
  return (
    <Notice urgent title={t(`problems:sentence.${code}`)}>
      {t(`problems:next.${code}`)}
    </Notice>
  );
}

function Folder({ backup }: { backup: Backup }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [stopping, stop] = useState(false);
  const running = useIsRunning("backup");
  const change = useDo((api, ask: (api: Client) => Promise<Backup>) => ask(api), {
    quiet: true,
    done: (after) => {
      queries.setQueryData([TOPICS, "backup"], after);
      stop(false);
    },
  });
  const now = useDo((api) => api.backUpNow());
  const choose = () => change.mutate((api) => api.chooseBackupFolder());
  const refused = change.isError && <Refused error={change.error} />;
  if (backup.folder === null) {
    return (
      <>
        {refused}
        <div>
          <Button onClick={choose} loading={change.isPending}>
            {t("keeping:backup.choose")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className={classes.facts}>
        <SummaryList>
          <SummaryLine name={t("keeping:backup.folder")}>
            <span className={classes.path}>{backup.folder}</span>
          </SummaryLine>
          <SummaryLine name={t("keeping:backup.last")}>
            {backup.last_at === null ? (
              t("keeping:backup.never")
            ) : (
              <>
                <When at={backup.last_at} />
                {backup.last_bytes !== null && ` · ${bytesText(backup.last_bytes)}`}
              </>
            )}
          </SummaryLine>
          <SummaryLine name={t("keeping:backup.kept")}>{t("keeping:backup.keep", { count: backup.keep })}</SummaryLine>
        </SummaryList>
      </div>
      {refused}
      <Group gap="xs">
        <Button variant="default" onClick={() => now.mutate(undefined)} loading={now.isPending || running}>
          {t("keeping:backup.now")}
        </Button>
        <Button variant="default" onClick={choose} loading={change.isPending && !stopping}>
          {t("keeping:backup.other")}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => stop(true)}>
          {t("keeping:backup.stop")}
        </Button>
      </Group>
      <AskDialog
        opened={stopping}
        title={t("keeping:backup.stop_title")}
        action={t("keeping:backup.stop_button")}
        danger
        busy={change.isPending}
        onAct={() => change.mutate((api) => api.stopBackups())}
        onClose={() => stop(false)}
      >
        <p>{t("keeping:backup.stop_means")}</p>
      </AskDialog>
    </>
  );
}
