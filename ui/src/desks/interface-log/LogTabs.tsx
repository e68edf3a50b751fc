import { useTranslation } from "react-i18next";

import { DeskTabs } from "../DeskTabs";

/** The pages of the desk. */
export function LogTabs() {
  const { t } = useTranslation();
  return (
    <DeskTabs
      label={t("log:heading")}
      tabs={[
        { href: "/log", label: t("log:tab.exchanges") },
        { href: "/log/polls", label: t("log:tab.polls") },
        { href: "/log/kept", label: t("log:tab.kept") },
      ]}
    />
  );
}
