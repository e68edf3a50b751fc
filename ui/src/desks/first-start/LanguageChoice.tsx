import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { usePreferences } from "../../app/preferences";

/** The other language, one click away, before anything else can be read. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const { prefer } = usePreferences();
  const other = i18n.language === "en" ? "zh-CN" : "en";
  return (
    <Group>
      <Button variant="subtle" color="gray" size="compact-sm" lang={other} onClick={() => prefer({ language: other })}>
        {t("start:other_language")}
      </Button>
    </Group>
  );
}
