import { Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./Advanced.module.css";

interface Props {
  /** A field inside has a problem: it must be seen. */
  open: boolean;
  children: ReactNode;
}

/** What is rarely changed, folded. */
export function Advanced({ open, children }: Props) {
  const { t } = useTranslation();
  const [unfolded, unfold] = useState(false);
  return (
    <details open={open || unfolded} onToggle={(event) => unfold(event.currentTarget.open)} className={classes["advanced"]}>
      <summary>{t("accounts:advanced")}</summary>
      <Stack gap="sm" mt="xs">
        {children}
      </Stack>
    </details>
  );
}
