import { IconPhone, IconWorld } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { SendMode } from "../../contract/SendMode";
import classes from "./mode.module.css";

interface Props {
  mode: SendMode;
  /** Whether its word stands beside it. */
  withWord?: boolean;
}

/** What sort of message it is, where that is not a domestic text. */
export function ModeMark({ mode, withWord = false }: Props) {
  const { t } = useTranslation();
  if (mode !== "voice" && mode !== "international") return null;
  const Icon = mode === "voice" ? IconPhone : IconWorld;
  const word = mode === "voice" ? t("messages:mode.call") : t("messages:mode.international");
  if (withWord) {
    return (
      <span className={classes.mode}>
        <Icon size={14} aria-hidden /> {word}
      </span>
    );
  }
  return <Icon size={14} className={classes.mark} role="img" aria-label={word} title={word} />;
}
