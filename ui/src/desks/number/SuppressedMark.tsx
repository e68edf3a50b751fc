import { Anchor, Button } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { NumberRef } from "../../contract/NumberRef";
import { When } from "../../parts/When";
import { SuppressDialog } from "../replies/suppression/SuppressDialog";
import classes from "./number.module.css";

interface Props {
  of: NumberRef;
  masked: string;
  /** Since when; none when it is not on the list. */
  since: number | null;
}

/** Whether sends skip the number, and the way to change that. */
export function SuppressedMark({ of, masked, since }: Props) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  if (since !== null) {
    return (
      <p className={classes.suppressed}>
        <IconBan size={15} aria-hidden />
        <span>
          <strong>{t("number:suppressed")}</strong> <When at={since} />
          {t("number:suppressed_means")}{" "}
          <Anchor component={Link} href="/replies/suppressed" inherit underline="always">
            {t("number:suppression_list")}
          </Anchor>
        </span>
      </p>
    );
  }
  return (
    <>
      <Button variant="default" size="compact-sm" leftSection={<IconBan size={14} aria-hidden />} onClick={() => ask(true)}>
        {t("number:suppress")}
      </Button>
      {asking && <SuppressDialog of={of} masked={masked} onClose={() => ask(false)} />}
    </>
  );
}
