import { Button, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Retention } from "../../contract/Retention";
import type { RetentionCount } from "../../contract/RetentionCount";
import { useAsk, useDo } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { AskDialog } from "../messages/jobs/AskDialog";
import { useIsRunning } from "../work/useWorks";
import { RetentionForm } from "./RetentionForm";
import { RetentionRuns } from "./RetentionRuns";
import classes from "./keeping.module.css";

/** How long what is kept, what is due, and what was removed. */
export function RetentionSection() {
  const { t } = useTranslation();
  const retention = useAsk(["work"], ["retention"], (api) => api.retention()).data;
  if (retention === undefined) return null;
  return (
    <section className={classes.section}>
      <Title order={2}>{t("keeping:retention.title")}</Title>
      <Text size="sm">{t("keeping:retention.words")}</Text>
      <RetentionForm
        // Rules that were saved elsewhere replace what stands in the boxes.
        key={JSON.stringify(retention.rules)}
        retention={retention}
      />
      <RunNow retention={retention} />
      <RetentionRuns runs={retention.runs} />
    </section>
  );
}

/** Removes what is due, after its counts were confirmed. */
function RunNow({ retention: { due } }: { retention: Retention }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const running = useIsRunning("retention");
  const run = useDo((api) => api.runRetention(), { done: () => ask(false) });
  const wanted = due.filter(({ rows }) => rows > 0);
  const total = wanted.reduce((sum, { rows }) => sum + rows, 0);
  if (total === 0) return <Text size="sm">{t("keeping:retention.nothing_due")}</Text>;
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
          <Counts counts={wanted} />
          <p>{t("keeping:retention.no_way_back")}</p>
        </div>
      </AskDialog>
    </div>
  );
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
