import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconDoorExit, IconLanguage, IconLink, IconMoon, IconPlus, IconSearch, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePreferences } from "../app/preferences";
import { useProfiles, useReady } from "../app/profile";
import { setupDesks, workDesks } from "./desks";

/** Every desk and the main actions, by name. */
export function Palette() {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const { preferences, prefer } = usePreferences();
  const { profile } = useReady();
  const { leave } = useProfiles();
  const dark = preferences.theme === "dark";
  const actions: SpotlightActionData[] = [
    ...[...workDesks, ...setupDesks].map(({ path, label, icon: Icon }) => ({
      id: path,
      label: t(label),
      leftSection: <Icon size={16} aria-hidden />,
      onClick: () => go(path),
    })),
    {
      id: "bind",
      label: t("frame:palette.bind"),
      leftSection: <IconLink size={16} aria-hidden />,
      onClick: () => go("/privacy/bind"),
    },
    {
      id: "new-account",
      label: t("frame:palette.new_account"),
      leftSection: <IconPlus size={16} aria-hidden />,
      onClick: () => go("/accounts/new"),
    },
    {
      id: "language",
      label: i18n.language === "en" ? t("frame:palette.to_chinese") : t("frame:palette.to_english"),
      leftSection: <IconLanguage size={16} aria-hidden />,
      onClick: () => prefer({ language: i18n.language === "en" ? "zh-CN" : "en" }),
    },
    {
      id: "theme",
      label: dark ? t("frame:palette.to_light") : t("frame:palette.to_dark"),
      leftSection: dark ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />,
      onClick: () => prefer({ theme: dark ? "light" : "dark" }),
    },
    {
      id: "leave",
      label: profile === "practice" ? t("frame:palette.leave_practice") : t("frame:palette.leave_live"),
      leftSection: <IconDoorExit size={16} aria-hidden />,
      onClick: leave,
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      tagsToIgnore={[]}
      highlightQuery
      attributes={{ content: { "aria-label": t("frame:palette.open") } }}
      nothingFound={t("frame:palette.nothing")}
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: t("frame:palette.search"),
        "aria-label": t("frame:palette.search"),
      }}
    />
  );
}
