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
  const { t } = useTranslation("messages");
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} />}
        title={t("empty.filtered")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("empty.clear")}
          </Button>
        }
      >
        {t("empty.filtered_why")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconMessages size={32} />}
      title={t("empty.nothing")}
      action={
        <Button component={Link} href="/send">
          {t("empty.send")}
        </Button>
      }
    >
      {t("empty.nothing_why")}
    </EmptyState>
  );
}
