import { Group, Radio, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { usePreferences } from "../../app/preferences";
import type { Language } from "../../contract/Language";
import type { Theme } from "../../contract/Theme";

const languages: readonly Language[] = ["zh-CN", "en"];
const themes: readonly Theme[] = ["system", "light", "dark"];

export function LanguageAndTheme() {
  const { t } = useTranslation();
  const { preferences, prefer } = usePreferences();
  return (
    <section>
      <Title order={2} mb="sm">
        {t("settings:look")}
      </Title>
      <Stack gap="md">
        <Radio.Group
          label={t("settings:language.label")}
          value={preferences.language ?? "system"}
          onChange={(value) => prefer({ language: languages.find((language) => language === value) ?? null })}
        >
          <Group mt={6}>
            <Radio value="system" label={t("settings:language.system")} />
            {languages.map((language) => (
              <Radio key={language} value={language} label={t(`settings:language.${language}`)} lang={language} />
            ))}
          </Group>
        </Radio.Group>
        <Radio.Group
          label={t("settings:theme.label")}
          value={preferences.theme}
          onChange={(value) => prefer({ theme: themes.find((theme) => theme === value) ?? "system" })}
        >
          <Group mt={6}>
            {themes.map((theme) => (
              <Radio key={theme} value={theme} label={t(`settings:theme.${theme}`)} />
            ))}
          </Group>
        </Radio.Group>
      </Stack>
    </section>
  );
}
