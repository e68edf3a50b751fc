import { IconArrowRight, IconArrowsLeftRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { BindingKind } from "../../contract/BindingKind";
import classes from "./privacy.module.css";

interface Props {
  kind: BindingKind;
  a: ReactNode;
  b: ReactNode;
}

/** Who is connected: A and B, or everyone who calls and A. */
export function Pair({ kind, a, b }: Props) {
  const { t } = useTranslation();
  if (kind === "xa") {
    return (
      <span className={classes.pair}>
        <span>{t("privacy:anyone")}</span>
        <IconArrowRight size={13} aria-hidden />
        <span className="tabular">{a}</span>
      </span>
    );
  }
  return (
    <span className={classes.pair}>
      <span className="tabular">{a}</span>
      <IconArrowsLeftRight size={13} aria-hidden />
      <span className="tabular">{b}</span>
    </span>
  );
}
