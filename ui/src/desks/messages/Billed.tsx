import { useTranslation } from "react-i18next";

import type { MessageRow } from "../../contract/MessageRow";

/** What it is billed as, as estimated: segments, or a call. */
export function Billed({ row }: { row: MessageRow }) {
  const { t } = useTranslation();
  return row.mode === "voice" ? t("messages:calls", { count: row.segments }) : row.segments;
}
