import { Button, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Retention } from "../../contract/Retention";
import type { RetentionCount } from "../../contract/RetentionCount";
import { useDeskStatus } from "../../frame/useDeskStatus";
import { useAsk, useDo } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { AskDialog } from "../messages/jobs/AskDialog";
import { Notice } from "../Notice";
import { useIsRunning } from "../work/useWorks";
import { RetentionForm } from "./RetentionForm";
import { RetentionRuns } from "./RetentionRuns";
import classes from "./keeping.module.css";

/** From here on the program removes nothing either, in seconds. */
const CLOCK_OFF = 3_600;

/** How long what is kept, what is due, and what was removed. */
export function RetentionSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const running = useIsRunning("retention");
  // Counting takes its time, and other work says every moment that it goes on: asked again when a clean-up begins or ends.
  const retention = useAsk([], ["retention"], (api) => api.retention()).data;
  useEffect(() => void queries.invalidateQueries({ queryKey: [[], "retention"] }), [queries, running]);
  if (retention === undefined) return null;
  return (
    <section className={classes.section}>
      <Title order={2}>{t("keeping:retention.title")}</Title>
      <Text size="sm">{t("keeping:retention.words")}</Text>
      {retention.waits === "clock_not_told" && <NotTold />}
      <RetentionForm
        // Rules that were saved elsewhere replace what stands in the boxes.
        key={JSON.stringify(retention.rules)}
        retention={retention}
        onSaved={() => void queries.invalidateQueries({ queryKey: [[], "retention"] })}
      />
      <RunNow retention={retention} running={running} />
      <RetentionRuns runs={retention.runs} />
    </section>
  );
}

/** Removes what is due, after its counts were confirmed. */
function RunNow({ retention: { due, waits }, running }: { retention: Retention; running: boolean }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const skew = useDeskStatus()?.clock_skew_seconds ?? 0;
  const run = useDo((api) => api.runRetention(), { done: () => ask(false) });
  const wanted = due.filter(({ rows }) => rows > 0);
  const total = wanted.reduce((sum, { rows }) => sum + rows, 0);
  if (total === 0) return <Text size="sm">{t("keeping:retention.nothing_due")}</Text>;
  // By a clock that jumped, everything would be old.
  if (Math.abs(skew) >= CLOCK_OFF) return <Notice title={t("keeping:retention.clock")}>{t("keeping:retention.clock_means")}</Notice>;
  return (
    <div>
      <Button variant="default" loading={running} onClick={() => ask(true)}>
        {t("keeping:retention.run")}
      </Button>
      <AskDialog
        opened={asking}
        title={t("keeping:retention.run_title")}
        action={t("keeping:retention.run_button", { count: total, n: figures(total) })}
        danger
        busy={run.isPending}
        onAct={() => run.mutate(undefined)}
        onClose={() => ask(false)}
      >
        <div className={classes.asked}>
          {waits === "clock_not_told" && <p>{t("keeping:retention.not_told_run")}</p>}
          <Counts counts={wanted} />
          <p>{t("keeping:retention.no_way_back")}</p>
        </div>
      </AskDialog>
    </div>
  );
}

/** No vendor says whether this computer's clock is right: nothing is removed by itself. */
function NotTold() {
  const { t } = useTranslation();
  return <Notice title={t("keeping:retention.not_told")}>{t("keeping:retention.not_told_means")}</Notice>;
}

/** Counts of kinds, a line each. */
function Counts({ counts }: { counts: readonly RetentionCount[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.counts}>
      {counts.map(({ kind, rows }) => (
        <li key={kind}>{t(`keeping:count.${kind}`, { count: rows, n: figures(rows) })}</li>
      ))}
    </ul>
  );
}
