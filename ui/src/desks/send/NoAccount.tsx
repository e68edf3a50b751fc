import { Button } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { EmptyState } from "../../parts/EmptyState";
import { Page } from "../../parts/Page";

/** There is nothing to send by yet: no account at all, or none of a vendor that sends. */
export function NoAccount({ others }: { others: boolean }) {
  const { t } = useTranslation();
  return (
    <Page title={t("send:heading")}>
      <EmptyState
        icon={<IconKey size={32} />}
        title={others ? t("send:no_sender.title") : t("send:no_account.title")}
        action={
          <Button component={Link} href={others ? "/accounts/new" : "/accounts"}>
            {t("send:no_account.add")}
          </Button>
        }
      >
        {others ? t("send:no_sender.text") : t("send:no_account.text")}
      </EmptyState>
    </Page>
  );
}
