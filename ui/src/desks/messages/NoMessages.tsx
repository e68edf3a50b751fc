import { Button } from "@mantine/core";
import { IconFilterOff, IconMessages } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { EmptyState } from "../../parts/EmptyState";

interface Props {
  filtered: boolean;
  onClear: () => void;
}

/** Nothing was sent yet, or nothing fits the filter. */
export function NoMessages({ filtered, onClear }: Props) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} />}
        title={t("messages:empty.filtered")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("messages:empty.clear")}
          </Button>
        }
      >
        {t("messages:empty.filtered_why")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconMessages size={32} />}
      title={t("messages:empty.nothing")}
      action={
        <Button component={Link} href="/send">
          {t("messages:empty.send")}
        </Button>
      }
    >
      {t("messages:empty.nothing_why")}
    </EmptyState>
  );
}
