import { useTranslation } from "react-i18next";

import type { MessageRow } from "../../contract/MessageRow";
import { useNow } from "../../frame/useNow";
import { ReasonText } from "../../parts/ReasonText";
import { When } from "../../parts/When";
import { Lasted } from "./Lasted";

/** The last column: why, if there is something to say; else how long it took, or has taken so far. */
export function MessageResult({ row }: { row: MessageRow }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  if (row.decided_by_hand) return t("messages:result.by_hand");
  if (row.reason !== null) {
    const needsSomebody = row.state === "unknown" || row.state === "failed";
    return needsSomebody ? (
      <strong>
        <ReasonText reason={row.reason} />
      </strong>
    ) : (
      <ReasonText reason={row.reason} />
    );
  }
  const left = row.submitted_at ?? row.approved_at;
  // What was scheduled is under way only since the vendor's own clock let it go.
  const from = Math.max(left, row.scheduled_for ?? left);
  if (row.state === "delivered" && row.submitted_at !== null) {
    return (
      <>
        {row.mode === "voice" && `${t("messages:result.answered")} · `}
        <Lasted from={from} to={row.state_at} />
      </>
    );
  }
  if (row.scheduled_for !== null && row.scheduled_for > now) {
    return (
      <>
        {t("messages:result.scheduled")} <When at={row.scheduled_for} />
      </>
    );
  }
  if (row.state === "accepted") return row.reports_here ? <Lasted from={from} to={null} /> : t("messages:result.no_reports_here");
  return null;
}
