import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import { Page } from "../../parts/Page";
import { SettingsTabs } from "../settings/SettingsTabs";
import { BackupSection } from "./BackupSection";
import { DisclosuresSection } from "./DisclosuresSection";
import { RetentionSection } from "./RetentionSection";

/** What is kept, for how long, where its copy is, and what left the program. */
export function KeepingPage() {
  const { t } = useTranslation();
  const { profile } = useReady();
  return (
    <Page title={t("frame:desk.settings")}>
      <SettingsTabs />
      <Stack gap="xl" maw={760} pt="md">
        {/* What was practised with is not worth a copy. */}
        {profile === "live" && <BackupSection />}
        <RetentionSection />
        <DisclosuresSection />
      </Stack>
    </Page>
  );
}
