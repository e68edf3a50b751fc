import { Anchor, Title } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import classes from "./pushes.module.css";

interface Props {
  accountId: number;
  /** The receiver's; not known yet for a moment. */
  port: number | undefined;
  hasPublicUrl: boolean;
  inRequest: boolean;
}

/** What must stand in front of a desk for a vendor to reach it. */
export function InFront({ accountId, port, hasPublicUrl, inRequest }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={3} id={id}>
        {t("accounts:push.front_title")}
      </Title>
      <ol className={classes["steps"]}>
        <li>{t("accounts:push.front_proxy", { address: `127.0.0.1:${port === undefined ? "…" : String(port)}` })}</li>
        <li>
          {hasPublicUrl ? (
            t("accounts:push.front_url_given")
          ) : (
            <Anchor component={Link} href={`/accounts/${accountId}`} size="sm">
              {t("accounts:push.front_url")}
            </Anchor>
          )}
        </li>
        <li>{inRequest ? t("accounts:push.front_sent") : t("accounts:push.front_register")}</li>
      </ol>
    </section>
  );
}
