import { Button } from "@mantine/core";
import { IconActivity, IconFilterOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { EmptyState } from "../../../parts/EmptyState";

interface Props {
  /** Whether filters hide what there may be. */
  filtered: boolean;
  onEvery: () => void;
}

/** Nothing crossed an interface yet, or nothing the filters let through. */
export function NoExchanges({ filtered, onEvery }: Props) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={filtered ? <IconFilterOff size={32} /> : <IconActivity size={32} />}
      title={filtered ? t("log:empty.filtered") : t("log:empty.title")}
      action={
        filtered ? (
          <Button variant="default" onClick={onEvery}>
            {t("log:empty.every")}
          </Button>
        ) : (
          <Button component={Link} href="/accounts">
            {t("log:empty.accounts")}
          </Button>
        )
      }
    >
      {filtered ? t("log:empty.filtered_why") : t("log:empty.why")}
    </EmptyState>
  );
}
