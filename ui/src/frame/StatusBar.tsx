import { useTranslation } from "react-i18next";

import { useIdentity } from "../app/identity";
import { WorkPanel } from "../desks/work/WorkPanel";
import { ReportFreshness } from "./ReportFreshness";
import { RunningJob } from "./RunningJob";
import classes from "./StatusBar.module.css";
import { StatusWarnings } from "./StatusWarnings";
import { useDeskStatus } from "./useDeskStatus";

/** What is running, how fresh reports are, and what is wrong, only when it is. */
export function StatusBar() {
  const { t } = useTranslation();
  const status = useDeskStatus();
  const identity = useIdentity().data;
  return (
    <footer className={classes["bar"]} aria-label={t("frame:status")}>
      {status !== undefined && (
        <>
          {status.running !== null && <RunningJob job={status.running} />}
          <WorkPanel />
          {status.polls.length > 0 && <ReportFreshness polls={status.polls} />}
          <StatusWarnings status={status} />
        </>
      )}
      {identity !== null && identity !== undefined && (
        <span className={classes["who"]} title={t("frame:who")}>
          {identity.operator} · {identity.desk}
        </span>
      )}
    </footer>
  );
}
