import { IconAlertTriangle, IconCheck, IconMinus } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { Finding } from "../../../contract/Finding";
import classes from "../log.module.css";

/** Whether what was looked at is as it should be; none when it cannot be told. */
function fine(finding: Finding): boolean | null {
  switch (finding.kind) {
    case "key":
      return finding.same;
    case "clock":
      return finding.skew_seconds === null ? null : finding.within;
    case "signed_as_set":
      return finding.same;
    case "spaces_around":
      return !finding.found;
  }
}

function words(t: TFunction, finding: Finding): string {
  const state = { true: "good", false: "bad", null: "open" }[String(fine(finding)) as "true" | "false" | "null"];
  const figures = {
    fingerprint: finding.kind === "key" ? finding.fingerprint : "",
    count: finding.kind === "clock" ? Math.abs(finding.skew_seconds ?? 0) : 0,
  };
  return t(`log:finding.${finding.kind}_${state}`, figures);
}

/** One thing that was looked at. */
export function FindingLine({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const good = fine(finding);
  const Icon = good === null ? IconMinus : good ? IconCheck : IconAlertTriangle;
  return (
    <li data-bad={good === false || undefined} className={classes.finding}>
      <Icon size={14} aria-hidden />
      <span>{words(t, finding)}</span>
    </li>
  );
}
