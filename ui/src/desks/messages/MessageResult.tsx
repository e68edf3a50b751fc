import { useTranslation } from "react-i18next";

import type { MessageRow } from "../../contract/MessageRow";
import { ReasonText } from "../../parts/ReasonText";
import { Lasted } from "./Lasted";

/** The last column: why, if there is something to say; else how long it took, or has taken so far. */
export function MessageResult({ row }: { row: MessageRow }) {
  const { t } = useTranslation();
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
  if (row.state === "delivered" && row.submitted_at !== null) {
    return <Lasted from={row.submitted_at} to={row.state_at} />;
  }
  if (row.state === "accepted" && row.reports_here) {
    return <Lasted from={row.submitted_at ?? row.approved_at} to={null} />;
  }
  return null;
}
