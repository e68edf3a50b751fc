import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { useReady } from "../../app/profile";
import { Page } from "../../parts/Page";
import { KeepingPage } from "../keeping/KeepingPage";
import { LanguageAndTheme } from "./LanguageAndTheme";
import { LiveSection } from "./LiveSection";
import { PracticeSection } from "./PracticeSection";
import { ReceiverSection } from "./ReceiverSection";
import { SettingsTabs } from "./SettingsTabs";
import { StopWordsSection } from "./StopWordsSection";
import { WhoSection } from "./WhoSection";

/** Settings: `/settings` is what is set here, `/settings/keeping` what is kept and for how long. */
export function SettingsDesk() {
  const [location] = useLocation();
  return location === "/settings/keeping" ? <KeepingPage /> : <General />;
}

/** Who works here, how the window looks, which words ask to stop, whether pushes are received here, and the profile. */
function General() {
  const { t } = useTranslation();
  const { profile } = useReady();
  return (
    <Page title={t("frame:desk.settings")}>
      <SettingsTabs />
      <Stack gap="xl" maw={620} pt="md">
        <WhoSection />
        <LanguageAndTheme />
        <StopWordsSection />
        <ReceiverSection />
        {profile === "live" ? <LiveSection /> : <PracticeSection />}
      </Stack>
    </Page>
  );
}
