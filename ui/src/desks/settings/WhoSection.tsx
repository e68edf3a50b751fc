import { Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

import { useIdentity } from "../../app/identity";
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
        saved={() =>
          notifications.show({ color: "teal", message: t("settings:who_saved"), closeButtonProps: { "aria-label": t("common:close") } })
        }
      />
    </section>
  );
}
