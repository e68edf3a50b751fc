import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Job } from "../../../contract/Job";
import { useReady } from "../../../app/profile";
import { useDo } from "../../../ipc/ask";
import { figures } from "../../../parts/figures";
import { Notice } from "../../Notice";
import { AskDialog } from "./AskDialog";

interface Props {
  job: Job;
  opened: boolean;
  onClose: () => void;
}

/** Asks before the rest of a job goes out. */
export function ResumeJob({ job, opened, onClose }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const resume = useDo((api) => api.resumeJob(job.id), { done: onClose });
  // The computer the backup was made on may have gone on with it.
  const restored = job.paused?.kind === "restored_from_backup";
  const words = { count: job.remaining, n: figures(job.remaining) };
  return (
    <AskDialog
      opened={opened}
      title={t("messages:job.resume_title")}
      action={practice ? t("messages:job.resume_practice", words) : t("messages:job.resume_live", words)}
      danger={restored}
      busy={resume.isPending}
      onAct={() => resume.mutate(undefined)}
      onClose={onClose}
    >
      {restored && <Notice title={t("messages:job.restored_risk")}>{t("messages:job.restored_means")}</Notice>}
      <Text size="sm">{restored ? t("messages:job.resume_restored", words) : t("messages:job.resume_means", words)}</Text>
      <Text size="sm">{practice ? t("messages:job.costs_nothing") : t("messages:job.costs")}</Text>
    </AskDialog>
  );
}
