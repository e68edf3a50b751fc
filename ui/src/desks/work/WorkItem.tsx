import { Button, Group, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Work } from "../../contract/Work";
import { useDo } from "../../ipc/ask";
import { CopyButtonText } from "../../parts/CopyButtonText";
import { figures } from "../../parts/figures";
import { When } from "../../parts/When";
import classes from "./work.module.css";

/** One export, backup or clean-up. */
export function WorkItem({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { id, kind, done, total, state, path } = work;
  const cancel = useDo((api) => api.cancelWork(id));
  const dismiss = useDo((api) => api.dismissWork(id));
  const running = state.state === "running";
  // A backup copies the database page by page.
  const counted = kind === "backup" ? t("work:pages", { count: done, n: figures(done) }) : t("work:done", { count: done, n: figures(done) });
  const progress = total === null ? counted : t("work:done_of", { n: figures(done), total: figures(total) });
  return (
    <li>
      <div className={classes.title}>
        <strong>{t(`work:kind.${kind}`)}</strong>
        <span data-look={state.state}>{t(`work:state.${state.state}`)}</span>
        <span className={classes.began}>
          <When at={work.started_at} />
        </span>
      </div>
      {running && (
        <>
          <Progress value={total === null || total === 0 ? 100 : (100 * done) / total} size="sm" animated={total === null} aria-label={t(`work:kind.${kind}`)} />
          <p className="tabular">{progress}</p>
        </>
      )}
      {state.state === "done" && <p className="tabular">{counted}</p>}
      {state.state === "cancelled" && path !== null && <p>{t("work:removed")}</p>}
      {state.state === "failed" && (
        <p>
          {t(`problems:sentence.${state.problem}`)} {t(`problems:next.${state.problem}`)}
        </p>
      )}
      {path !== null && (state.state === "done" || running) && <p className={classes.path}>{path}</p>}
      <Group gap="xs" mt={4}>
        {running ? (
          <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
            {t("work:cancel")}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate(undefined)}>
            {t("work:dismiss")}
          </Button>
        )}
        {path !== null && state.state === "done" && <CopyButtonText text={path} label={t("work:copy_path")} />}
      </Group>
    </li>
  );
}
