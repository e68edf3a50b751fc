import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import type { Warning } from "../../contract/Warning";
import { figures } from "../../parts/figures";
import classes from "./plan.module.css";

/** What to know before the button is pressed; none of it stops anybody. */
export function Warnings({ plan }: { plan: SendPlan | null }) {
  const { t } = useTranslation();
  if (plan === null || plan.warnings.length === 0) return null;
  return (
    <ul className={classes.warnings} aria-label={t("send:warning.label")}>
      {plan.warnings.map((warning) => (
        <li key={warning.kind}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            <WarningText warning={warning} plan={plan} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function WarningText({ warning, plan }: { warning: Warning; plan: SendPlan }) {
  const { t } = useTranslation();
  switch (warning.kind) {
    case "unknown_range":
      return t("send:warning.unknown_range", { count: warning.numbers, n: figures(warning.numbers) });
    case "brackets_cost": {
      const without = plan.encoding?.alphabet === "ucs2" ? plan.encoding.without_brackets : null;
      return t("send:warning.brackets_cost", { count: plan.segments_each, n: figures(plan.segments_each), without: figures(without ?? 0) });
    }
    default:
      return t(`send:warning.${warning.kind}`);
  }
}
