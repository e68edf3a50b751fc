import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./TechnicalDetails.module.css";

/** A folded section for what only a technician wants to see. */
export function TechnicalDetails({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <details className={classes["details"]}>
      <summary>{t("parts:technical_details")}</summary>
      <div className={classes["inside"]}>{children}</div>
    </details>
  );
}
