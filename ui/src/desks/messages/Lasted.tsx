import { useTranslation } from "react-i18next";

import { lasted } from "./lasted";
import { useNow } from "./useNow";

interface Props {
  from: number;
  /** None while it still goes on. */
  to: number | null;
}

/** How long something took, or has taken so far. */
export function Lasted({ from, to }: Props) {
  const { t } = useTranslation("messages");
  const now = useNow();
  const span = lasted(t, (to ?? now) - from);
  return <span className="tabular">{to === null ? t("result.waiting", { span }) : span}</span>;
}
