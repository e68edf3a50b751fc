import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Job } from "../../../contract/Job";
import { useDo } from "../../../ipc/ask";
import { figures } from "../../../parts/figures";
import classes from "./jobs.module.css";

/** A job on its way, which can be held. */
export function RunningJob({ job }: { job: Job }) {
  const { t } = useTranslation();
  const hold = useDo((api) => api.pauseJob(job.id));
  const words = t("messages:job.running", { settled: figures(job.settled), recipients: figures(job.recipients) });
  return (
    <section className={classes.job}>
      <div className={classes.words}>
        <p>
          {words} <span className={classes.more}>{t("messages:job.of", { account: job.account_name })}</span>
        </p>
        <Progress.Root size="sm" mt={4}>
          <Progress.Section value={(100 * job.settled) / Math.max(1, job.recipients)} aria-label={words} />
        </Progress.Root>
      </div>
      <div className={classes.ways}>
        <Button size="compact-sm" variant="default" title={t("messages:job.hold_means")} loading={hold.isPending} onClick={() => hold.mutate(undefined)}>
          {t("messages:job.hold")}
        </Button>
      </div>
    </section>
  );
}
