import { useTranslation } from "react-i18next";

import type { Reason } from "../contract/Reason";
import { reasonSentence } from "./reasons";

interface Props {
  reason: Reason;
  /** Whether the raw code stands behind the sentence; it does unless said otherwise. */
  withCode?: boolean;
}

/** Why something is as it is; the vendor's own words are in the tooltip. */
export function ReasonText({ reason, withCode = true }: Props) {
  const { t } = useTranslation();
  const said = reason.kind === "vendor_code" && reason.said !== null ? reason.said : undefined;
  return <span title={said}>{reasonSentence(t, reason, withCode)}</span>;
}
