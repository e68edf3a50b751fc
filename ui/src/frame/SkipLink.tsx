import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";

import classes from "./SkipLink.module.css";

/** Leads the keyboard past the rail. */
export function SkipLink() {
  const { t } = useTranslation();
  const skip = (event: MouseEvent) => {
    // The hash is the address of the desk: following the link would leave it.
    event.preventDefault();
    document.getElementById("main")?.focus();
  };
  return (
    <a href="#main" className={classes["skip"]} onClick={skip}>
      {t("frame:skip")}
    </a>
  );
}
