import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { GapList } from "../../../frame/GapList";
import { useDeskStatus } from "../../../frame/useDeskStatus";
import { useAsk } from "../../../ipc/ask";
import { EmptyState } from "../../../parts/EmptyState";
import { Page } from "../../../parts/Page";
import classes from "../log.module.css";
import { LogTabs } from "../LogTabs";
import { Foreign } from "./Foreign";
import { Strays } from "./Strays";
import { TakeIn } from "./TakeIn";
import { Unreadable } from "./Unreadable";

/** What is kept for others, what could not be read, and where something may be missing. */
export function Kept() {
  const { t } = useTranslation();
  const foreign = useAsk(["exchanges", "status", "accounts"], ["list_foreign"], (api) => api.listForeign()).data;
  const strays = useAsk(["exchanges", "status"], ["list_strays"], (api) => api.listStrays()).data;
  const unreadable = useAsk(["exchanges", "status"], ["list_quarantined"], (api) => api.listQuarantined()).data;
  const gaps = useDeskStatus()?.gaps;
  const nothing = foreign?.length === 0 && strays?.count === 0 && unreadable?.length === 0 && gaps?.length === 0;
  return (
    <Page title={t("log:heading")} count={t("log:about")} actions={<TakeIn />}>
      <LogTabs />
      {nothing ? (
        <EmptyState icon={<IconCheck size={32} />} title={t("log:kept.empty")}>
          {t("log:kept.empty_why")}
        </EmptyState>
      ) : (
        <div className={classes.kept}>
          {gaps !== undefined && gaps.length > 0 && (
            <section aria-label={t("log:kept.gaps")}>
              <h2>{t("log:kept.gaps")}</h2>
              <GapList gaps={gaps} />
            </section>
          )}
          {foreign !== undefined && foreign.length > 0 && <Foreign items={foreign} />}
          {strays !== undefined && strays.count > 0 && <Strays strays={strays} />}
          {unreadable !== undefined && unreadable.length > 0 && <Unreadable items={unreadable} />}
        </div>
      )}
    </Page>
  );
}
