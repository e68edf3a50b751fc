import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Warning } from "../../contract/Warning";
import { figures } from "../../parts/figures";
import classes from "./plan.module.css";

/** What to know before the button is pressed; none of it stops anybody. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={t("send:warning.label")}>
      {warnings.map((warning) => (
        <li key={warning.kind}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {warning.kind === "unknown_range"
              ? t("send:warning.unknown_range", { count: warning.numbers, n: figures(warning.numbers) })
              : t(`send:warning.${warning.kind}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
