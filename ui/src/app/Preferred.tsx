import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Preferences } from "../contract/Preferences";
import { isLearnt, languageOf, speak } from "../i18n";
import { useAsk, useDo } from "../ipc/ask";
import { PreferencesContext } from "./preferences";

const unset: Preferences = { language: null, theme: "system", density: "comfortable" };

function useSystemLanguage(): string {
  const [language, set] = useState(navigator.language);
  useEffect(() => {
    const follow = () => set(navigator.language);
    window.addEventListener("languagechange", follow);
    return () => window.removeEventListener("languagechange", follow);
  }, []);
  return language;
}

/** Follows the preferred language and theme; shows nothing until they are known and the words are here, so that nothing flashes. */
export function Preferred({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { data, isPending } = useAsk([], ["preferences"], (api) => api.preferences());
  const { mutate: store } = useDo((api, next: Preferences) => api.setPreferences(next));
  const preferences = data ?? unset;
  const preferring = useMemo(
    () => ({
      preferences,
      prefer: (change: Partial<Preferences>) => {
        const next = { ...preferences, ...change };
        queries.setQueryData([[], "preferences"], next);
        store(next);
      },
    }),
    [preferences, queries, store],
  );

  const { t, i18n } = useTranslation();
  const language = languageOf(preferences.language, useSystemLanguage());
  useEffect(() => {
    if (!isPending) void speak(language);
  }, [isPending, language]);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.title = t("frame:window_title");
  }, [i18n.language, t]);

  const { setColorScheme } = useMantineColorScheme();
  // Before anything is drawn in another.
  useLayoutEffect(() => {
    setColorScheme(preferences.theme === "system" ? "auto" : preferences.theme);
  }, [setColorScheme, preferences.theme]);

  return isPending || !isLearnt(i18n.language) ? null : <PreferencesContext value={preferring}>{children}</PreferencesContext>;
}
