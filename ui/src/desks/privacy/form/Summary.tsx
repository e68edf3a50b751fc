import { useTranslation } from "react-i18next";

import type { BindDraft } from "../../../contract/BindDraft";
import type { BindPlan } from "../../../contract/BindPlan";
import { SummaryLine, SummaryList } from "../../SummaryList";
import { endsAt, span } from "../remaining";

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
    <SummaryList>
      <SummaryLine name={t("privacy:summary.x")}>{draft.x_number === "" ? none : draft.x_number}</SummaryLine>
      <SummaryLine name={t("privacy:summary.a")}>{a}</SummaryLine>
      {draft.kind === "axb" && <SummaryLine name={t("privacy:summary.b")}>{b}</SummaryLine>}
      <SummaryLine name={t("privacy:summary.time")}>{ttl === null ? none : ttl === 0 ? t("privacy:for_ever") : span(t, ttl * 1_000)}</SummaryLine>
      {ttl !== null && ttl > 0 && (
        <SummaryLine total name={t("privacy:summary.ends")}>
          {endsAt(now + ttl * 1_000, now)}
        </SummaryLine>
      )}
    </SummaryList>
  );
}
