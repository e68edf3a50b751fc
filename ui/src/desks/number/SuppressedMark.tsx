import { Anchor, Button } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { NumberRef } from "../../contract/NumberRef";
import type { Suppressed } from "../../contract/Suppressed";
import { When } from "../../parts/When";
import { SuppressDialog } from "../replies/suppression/SuppressDialog";
import { TakeOffDialog } from "../replies/suppression/TakeOffDialog";
import classes from "./number.module.css";

interface Props {
  of: NumberRef;
  masked: string;
  /** Its row on the list; none when it is not on it. */
  row: Suppressed | null;
}

/** Whether sends skip the number, and the way to change that. */
export function SuppressedMark({ of, masked, row }: Props) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  if (row !== null) {
    return (
      <div className={classes.suppressed}>
        <IconBan size={15} aria-hidden />
        <span>
          <strong>{t("number:suppressed")}</strong> <When at={row.at} />
          {t("number:suppressed_means")}{" "}
          <Anchor component={Link} href="/replies/suppressed" inherit underline="always">
            {t("number:suppression_list")}
          </Anchor>
          <span className={classes.why}>
            {row.operator}: <bdi dir="auto">{row.why}</bdi>
          </span>
        </span>
        <Button variant="default" size="compact-sm" onClick={() => ask(true)}>
          {t("number:take_off")}
        </Button>
        {asking && <TakeOffDialog row={row} onClose={() => ask(false)} />}
      </div>
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
