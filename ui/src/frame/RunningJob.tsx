import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { JobProgress } from "../contract/JobProgress";
import { figures } from "../parts/figures";
import classes from "./StatusBar.module.css";

/** How far the job being submitted is. */
export function RunningJob({ job }: { job: JobProgress }) {
  const { t } = useTranslation();
  const percent = job.recipients === 0 ? 100 : Math.floor((100 * job.settled) / job.recipients);
  return (
    <span className={classes["item"]}>
      {t("frame:job")}
      <Progress className={classes["progress"] ?? ""} value={percent} size="sm" aria-label={t("frame:job_progress")} />
      <span className="tabular">
        {figures(job.settled)} / {figures(job.recipients)}
      </span>
    </span>
  );
}
