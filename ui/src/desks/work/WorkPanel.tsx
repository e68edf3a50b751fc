import { Button, Popover, Stack, Title, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconProgress } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { Work } from "../../contract/Work";
import { useDo } from "../../ipc/ask";
import { useWorks } from "./useWorks";
import { WorkItem } from "./WorkItem";
import classes from "./work.module.css";

const isRunning = ({ state }: Work) => state.state === "running";

/** `45%`; nothing while the end is not known. */
function percent({ done, total }: Work): string {
  return total === null || total === 0 ? "" : ` ${Math.min(100, Math.floor((100 * done) / total))}%`;
}

function summary(t: TFunction, works: readonly Work[], howFar: boolean): string {
  const running = works.filter(isRunning);
  const [one] = running;
  if (one !== undefined) return running.length === 1 ? t(`work:running.${one.kind}`) + (howFar ? percent(one) : "") : t("work:running_many", { count: running.length });
  const failed = works.filter(({ state }) => state.state === "failed").length;
  if (failed > 0) return t("work:failed", { count: failed });
  return t("work:finished", { count: works.length });
}

/** Long work in the status bar: how far it is, how it ended, and the way to stop it. Nothing while there is none. */
export function WorkPanel() {
  const { t } = useTranslation();
  const works = useWorks();
  const dismiss = useDo((api, ids: readonly number[]) => Promise.all(ids.map((id) => api.dismissWork(id))));
  if (works.length === 0) return null;
  const ended = works.filter((work) => !isRunning(work));
  const failed = ended.some(({ state }) => state.state === "failed");
  const Icon = ended.length < works.length ? IconProgress : failed ? IconAlertTriangle : IconCheck;
  return (
    <>
      {/* How far it is changes many times a second: only what it is, and how it ends, is read out. */}
      <VisuallyHidden role="status">{summary(t, works, false)}</VisuallyHidden>
      <Popover position="top-start" shadow="md" width={360} trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.button} data-failed={(failed && ended.length === works.length) || undefined}>
            <Icon size={14} aria-hidden />
            <span className="tabular">{summary(t, works, true)}</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.panel}>
          <Stack gap="md">
            <Title order={2}>{t("work:title")}</Title>
            <ul className={classes.works}>
              {works.map((work) => (
                <WorkItem key={work.id} work={work} />
              ))}
            </ul>
            {ended.length > 1 && (
              <Button
                size="compact-sm"
                variant="default"
                loading={dismiss.isPending}
                onClick={() => dismiss.mutate(ended.map(({ id }) => id))}
              >
                {t("work:dismiss_all", { count: ended.length })}
              </Button>
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
