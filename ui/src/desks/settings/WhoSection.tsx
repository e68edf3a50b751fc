import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useIdentity } from "../../app/identity";
import { announce } from "../../parts/announce";
import { IdentityForm } from "../first-start/IdentityForm";

export function WhoSection() {
  const { t } = useTranslation();
  const identity = useIdentity().data;
  if (identity === undefined || identity === null) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {t("settings:who")}
      </Title>
      <IdentityForm
        start={identity}
        save={t("common:save")}
        saved={() => announce(t("settings:who_saved"))}
      />
    </section>
  );
}
