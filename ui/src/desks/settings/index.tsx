import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import { Page } from "../../parts/Page";
import { LanguageAndTheme } from "./LanguageAndTheme";
import { LiveSection } from "./LiveSection";
import { PracticeSection } from "./PracticeSection";
import { ReceiverSection } from "./ReceiverSection";
import { WhoSection } from "./WhoSection";

/** Who works here, how the window looks, whether pushes are received here, and the profile. */
export function SettingsDesk() {
  const { t } = useTranslation();
  const { profile } = useReady();
  return (
    <Page title={t("frame:desk.settings")}>
      <Stack gap="xl" maw={620}>
        <WhoSection />
        <LanguageAndTheme />
        <ReceiverSection />
        {profile === "live" ? <LiveSection /> : <PracticeSection />}
      </Stack>
    </Page>
  );
}
