import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import { figures } from "../../parts/figures";
import classes from "./send.module.css";

/** How long the text is and what it will be billed as. */
export function Segments({ plan }: { plan: SendPlan | null }) {
  const { t } = useTranslation();
  if (plan === null || plan.characters === 0) return <div className={classes.segments} />;
  const each = t("send:segments.each", { count: plan.segments_each, n: figures(plan.segments_each) });
  return (
    <div className={classes.segments} role="status" aria-live="polite">
      <span>{t("send:segments.characters", { count: plan.characters, n: figures(plan.characters), each })}</span>
      <span>{t("send:segments.left", { count: plan.characters_left, n: figures(plan.characters_left), each })}</span>
    </div>
  );
}
