import { Button } from "@mantine/core";
import { IconFilterOff, IconKey, IconShieldHalf } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { EmptyState } from "../../parts/EmptyState";

/** There is no account that binds numbers. */
export function NoBindingAccount() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconKey size={32} />}
      title={t("privacy:no_account.title")}
      action={
        <Button component={Link} href="/accounts">
          {t("privacy:no_account.go")}
        </Button>
      }
    >
      {t("privacy:no_account.why")}
    </EmptyState>
  );
}

interface Props {
  /** Searched, or only one account. */
  filtered: boolean;
  liveOnly: boolean;
  onClear: () => void;
  onAll: () => void;
}

/** Nothing is bound, or nothing fits the filter. */
export function NoBindings({ filtered, liveOnly, onClear, onAll }: Props) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} />}
        title={t("privacy:empty.filtered")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("privacy:empty.clear")}
          </Button>
        }
      >
        {t("privacy:empty.filtered_why")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconShieldHalf size={32} />}
      title={liveOnly ? t("privacy:empty.not_live") : t("privacy:empty.nothing")}
      action={
        <>
          <Button component={Link} href="/privacy/bind">
            {t("privacy:bind_a_number")}
          </Button>
          {liveOnly && (
            <Button variant="subtle" onClick={onAll}>
              {t("privacy:empty.show_all")}
            </Button>
          )}
        </>
      }
    >
      {t("privacy:empty.why")}
    </EmptyState>
  );
}
