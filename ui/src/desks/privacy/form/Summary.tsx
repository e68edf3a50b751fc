import { useTranslation } from "react-i18next";

import type { BindDraft } from "../../../contract/BindDraft";
import type { BindPlan } from "../../../contract/BindPlan";
import { endsAt, span } from "../remaining";
import classes from "./form.module.css";

interface Props {
  draft: BindDraft;
  plan: BindPlan | null;
  now: number;
}

/** What would go out, in four lines. */
export function Summary({ draft, plan, now }: Props) {
  const { t } = useTranslation();
  const none = t("privacy:summary.open");
  const a = plan === null || plan.a_number_revealed === "" ? none : plan.a_number_revealed;
  const b = plan === null || plan.b_number_revealed === "" ? none : plan.b_number_revealed;
  const ttl = draft.ttl_seconds;
  return (
    <dl className={classes.summary}>
      <div>
        <dt>{t("privacy:summary.x")}</dt>
        <dd>{draft.x_number === "" ? none : draft.x_number}</dd>
      </div>
      <div>
        <dt>{t("privacy:summary.a")}</dt>
        <dd>{a}</dd>
      </div>
      {draft.kind === "axb" && (
        <div>
          <dt>{t("privacy:summary.b")}</dt>
          <dd>{b}</dd>
        </div>
      )}
      <div>
        <dt>{t("privacy:summary.time")}</dt>
        <dd>{ttl === null ? none : ttl === 0 ? t("privacy:for_ever") : span(t, ttl * 1_000)}</dd>
      </div>
      {ttl !== null && ttl > 0 && (
        <div data-total>
          <dt>{t("privacy:summary.ends")}</dt>
          <dd>{endsAt(now + ttl * 1_000, now)}</dd>
        </div>
      )}
    </dl>
  );
}
