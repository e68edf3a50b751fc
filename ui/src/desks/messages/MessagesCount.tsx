import { useTranslation } from "react-i18next";

import { figures } from "../../parts/figures";

interface Props {
  /** None while it is counted. */
  count: number | null;
  more: boolean;
}

/** How many messages are shown. */
export function MessagesCount({ count, more }: Props) {
  const { t } = useTranslation();
  return <span role="status">{count !== null && t("messages:count", { count, n: more ? `${figures(count)}+` : figures(count) })}</span>;
}
