import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { EmptyState } from "../../parts/EmptyState";
import { Page } from "../../parts/Page";

/** There is nothing to send by yet. */
export function NoAccount() {
  const { t } = useTranslation();
  return (
    <Page title={t("send:heading")}>
      <EmptyState
        icon={<IconKey size={32} />}
        title={t("send:no_account.title")}
        action={
          <Button component={Link} href="/accounts">
            {t("send:no_account.add")}
          </Button>
        }
      >
        {t("send:no_account.text")}
      </EmptyState>
    </Page>
  );
}
