import { Button } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Job } from "../../../contract/Job";
import { useNow } from "../../../frame/useNow";
import { figures } from "../../../parts/figures";
import { PlainText } from "../../../parts/PlainText";
import { reasonNextStep, reasonSentence } from "../../../parts/reasons";
import { lasted } from "../lasted";
import { GiveUpJob } from "./GiveUpJob";
import classes from "./jobs.module.css";
import { ResumeJob } from "./ResumeJob";

/** A job that does not go on by itself. */
export function PausedJob({ job }: { job: Job }) {
  const { t } = useTranslation();
  const now = useNow(15_000);
  const [asking, ask] = useState<"resume" | "give_up" | null>(null);
  return (
    <section className={classes.job} data-paused>
      <IconPlayerPause size={16} aria-hidden />
      <div className={classes.words}>
        <p>
          {t("messages:job.paused", {
            remaining: figures(job.remaining),
            recipients: figures(job.recipients),
            ago: lasted(t, now - job.approved_at),
            operator: job.operator,
          })}
          {job.paused !== null && <strong> — {reasonSentence(t, job.paused)}</strong>}
        </p>
        <p className={classes.more}>
          {t("messages:job.of", { account: job.account_name })}
          {job.reference !== "" && <PlainText text={` · ${job.reference}`} />}
          {job.paused !== null && ` · ${reasonNextStep(t, job.paused)}`}
        </p>
      </div>
      <div className={classes.ways}>
        <Button size="compact-sm" variant="default" onClick={() => ask("resume")}>
          {t("messages:job.resume")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => ask("give_up")}>
          {t("messages:job.give_up")}
        </Button>
      </div>
      {asking === "resume" && <ResumeJob job={job} opened onClose={() => ask(null)} />}
      {asking === "give_up" && <GiveUpJob job={job} opened onClose={() => ask(null)} />}
    </section>
  );
}
