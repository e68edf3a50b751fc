import { IconArrowsExchange, IconBan, IconCheck, IconMinus, IconQuestionMark, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { ExchangeOutcome } from "../../../contract/ExchangeOutcome";
import classes from "../log.module.css";

const icons = {
  under_way: IconArrowsExchange,
  good: IconCheck,
  nothing: IconMinus,
  refused: IconX,
  not_sent: IconBan,
  doubt: IconQuestionMark,
} as const;

/** How an exchange ended: what is fine is quiet, each outcome has its own shape. */
export function Outcome({ outcome }: { outcome: ExchangeOutcome }) {
  const { t } = useTranslation();
  const Icon = icons[outcome];
  return (
    <span className={classes.outcome} data-outcome={outcome}>
      <Icon size={14} aria-hidden />
      {t(`log:outcome.${outcome}`)}
    </span>
  );
}
