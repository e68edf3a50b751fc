import { Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useProfiles, useReady } from "../../app/profile";
import { Centre } from "./Centre";
import { IdentityForm } from "./IdentityForm";

/** Asked once per profile. In practice Enter is enough. */
export function IdentityScreen() {
  const { t } = useTranslation();
  const { profile } = useReady();
  const { leave } = useProfiles();
  const start = profile === "practice" ? { operator: t("start:identity.practice_name"), desk: "P01" } : { operator: "", desk: "" };
  return (
    <Centre>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t("start:identity.title")}</Title>
          <Text c="dimmed">{t("start:identity.words")}</Text>
        </div>
        <IdentityForm
          start={start}
          save={t("start:identity.go_on")}
          begin
          beside={
            <Button variant="default" onClick={leave}>
              {t("common:back")}
            </Button>
          }
        />
      </Stack>
    </Centre>
  );
}
