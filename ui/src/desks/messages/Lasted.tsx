import { useTranslation } from "react-i18next";

import { useNow } from "../../frame/useNow";
import { lasted } from "./lasted";

interface Props {
  from: number;
  /** None while it still goes on. */
  to: number | null;
}

/** How long something took, or has taken so far. */
export function Lasted({ from, to }: Props) {
  const { t } = useTranslation();
  const now = useNow(15_000);
  const span = lasted(t, (to ?? now) - from);
  return <span className="tabular">{to === null ? t("messages:result.waiting", { span }) : span}</span>;
}
