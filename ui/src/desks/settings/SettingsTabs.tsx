import { useTranslation } from "react-i18next";

import { DeskTabs } from "../DeskTabs";

/** The two pages of the settings. */
export function SettingsTabs() {
  const { t } = useTranslation();
  return (
    <DeskTabs
      label={t("frame:desk.settings")}
      tabs={[
        { href: "/settings", label: t("settings:general") },
        { href: "/settings/keeping", label: t("keeping:title") },
      ]}
    />
  );
}
