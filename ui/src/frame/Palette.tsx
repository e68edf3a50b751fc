import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import {
  IconActivity,
  IconArchive,
  IconBan,
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconCalendarDown,
  IconDatabase,
  IconDoorExit,
  IconHelpHexagon,
  IconLanguage,
  IconLink,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSun,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePreferences } from "../app/preferences";
import { useProfiles, useReady } from "../app/profile";
import { useDayAsked } from "../desks/messages/filter/dayAsked";
import { useMessagesView, viewOf } from "../desks/messages/view";
import { setupDesks, workDesks } from "./desks";
import classes from "./Palette.module.css";
import { paletteStore } from "./paletteStore";
import { useDoings } from "./useDoings";
import { useTypedActions } from "./useTypedActions";

/** Every desk and the main actions by name, and numbers by their digits. */
export function Palette() {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const { preferences, prefer } = usePreferences();
  const { profile } = useReady();
  const { leave } = useProfiles();
  const { memory: messages } = useMessagesView();
  const { memory: day } = useDayAsked();
  const doings = useDoings();
  const [query, type] = useState("");
  const dark = preferences.theme === "dark";
  const compact = preferences.density === "compact";
  const actions: SpotlightActionData[] = [
    ...[...workDesks, ...setupDesks].map(({ path, label, icon: Icon }) => ({
      id: path,
      label: t(label),
      leftSection: <Icon size={16} aria-hidden />,
      onClick: () => go(path),
    })),
    {
      id: "unknown",
      label: t("frame:palette.unknown"),
      leftSection: <IconHelpHexagon size={16} aria-hidden />,
      onClick: () => {
        messages.write(viewOf({ states: ["unknown"] }));
        go("/messages");
      },
    },
    {
      id: "day",
      label: t("frame:palette.day"),
      leftSection: <IconCalendarDown size={16} aria-hidden />,
      onClick: () => {
        day.write({ asked: true });
        go("/messages");
      },
    },
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
      id: "suppression",
      label: t("suppression:heading"),
      leftSection: <IconBan size={16} aria-hidden />,
      onClick: () => go("/replies/suppressed"),
    },
    ...doings.actions,
    {
      id: "polls",
      label: t("frame:palette.polls"),
      leftSection: <IconActivity size={16} aria-hidden />,
      onClick: () => go("/log/polls"),
    },
    {
      id: "kept",
      label: t("frame:palette.kept"),
      leftSection: <IconArchive size={16} aria-hidden />,
      onClick: () => go("/log/kept"),
    },
    {
      id: "keeping",
      label: t("frame:palette.keeping"),
      leftSection: <IconDatabase size={16} aria-hidden />,
      onClick: () => go("/settings/keeping"),
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
      id: "density",
      label: compact ? t("frame:palette.to_comfortable") : t("frame:palette.to_compact"),
      leftSection: compact ? <IconBaselineDensityMedium size={16} aria-hidden /> : <IconBaselineDensitySmall size={16} aria-hidden />,
      onClick: () => prefer({ density: compact ? "comfortable" : "compact" }),
    },
    {
      id: "leave",
      label: profile === "practice" ? t("frame:palette.leave_practice") : t("frame:palette.leave_live"),
      leftSection: <IconDoorExit size={16} aria-hidden />,
      onClick: leave,
    },
  ];
  const named = actions.filter(({ label = "" }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const typed = useTypedActions(query, named.length > 0);
  return (
    <>
      <Spotlight
        store={paletteStore}
        query={query}
        onQueryChange={type}
        actions={[...named, ...typed]}
        // What was typed means more than the names of actions: they are chosen above.
        filter={(_query, all) => all}
        // The key for it is that of PaletteHolder, which is there before it.
        shortcut={null}
        highlightQuery
        // What is typed right after it was opened again must not be wiped by its leaving the screen.
        transitionProps={{ duration: 0 }}
        classNames={{ actionDescription: classes["description"] ?? "" }}
        attributes={{ content: { "aria-label": t("frame:palette.open") } }}
        nothingFound={t("frame:palette.nothing")}
        searchProps={{
          leftSection: <IconSearch size={16} aria-hidden />,
          placeholder: t("frame:palette.search"),
          "aria-label": t("frame:palette.search"),
        }}
      />
      {doings.dialog}
    </>
  );
}
