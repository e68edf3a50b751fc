import { useTranslation } from "react-i18next";

import { DeskTabs } from "../DeskTabs";

/** The two pages of the desk. */
export function RepliesTabs() {
  const { t } = useTranslation();
  return (
    <DeskTabs
      label={t("replies:heading")}
      tabs={[
        { href: "/replies", label: t("replies:conversations") },
        { href: "/replies/suppressed", label: t("suppression:heading") },
      ]}
    />
  );
}
