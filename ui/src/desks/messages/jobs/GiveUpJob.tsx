import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Job } from "../../../contract/Job";
import { useDo } from "../../../ipc/ask";
import { figures } from "../../../parts/figures";
import { AskDialog } from "./AskDialog";

interface Props {
  job: Job;
  opened: boolean;
  onClose: () => void;
}

/** Asks before the rest of a job is dropped. */
export function GiveUpJob({ job, opened, onClose }: Props) {
  const { t } = useTranslation();
  const giveUp = useDo((api) => api.cancelJob(job.id), { done: onClose });
  const words = { count: job.remaining, n: figures(job.remaining) };
  return (
    <AskDialog
      opened={opened}
      title={t("messages:job.give_up_title")}
      action={t("messages:job.give_up_button", words)}
      danger
      busy={giveUp.isPending}
      onAct={() => giveUp.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">{t("messages:job.give_up_means", words)}</Text>
    </AskDialog>
  );
}
