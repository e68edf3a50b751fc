import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import { figures } from "../../parts/figures";
import classes from "./send.module.css";

/** How long the text is and what it will be billed as. */
export function Segments({ plan }: { plan: SendPlan | null }) {
  const { t } = useTranslation();
  if (plan === null || plan.characters === 0) return <div className={classes.segments} />;
  const each = t("send:segments.each", { count: plan.segments_each, n: figures(plan.segments_each) });
  const words = { count: plan.characters, n: figures(plan.characters), each };
  return (
    <div className={classes.segments} role="status" aria-live="polite">
      {/* An international text goes out as it is written; a signature in it is part of it. */}
      <span>{plan.encoding === null ? t("send:segments.characters", words) : t("send:segments.all_characters", words)}</span>
      <span>{t("send:segments.left", { count: plan.characters_left, n: figures(plan.characters_left), each })}</span>
    </div>
  );
}
