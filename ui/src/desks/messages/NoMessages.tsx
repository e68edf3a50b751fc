import { Button } from "@mantine/core";
import { IconCircleCheck, IconFilterOff, IconMessages } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { MessageFilter } from "../../contract/MessageFilter";
import { EmptyState } from "../../parts/EmptyState";
import { everything, isEverything, isUnknownList, same } from "./filter/filter";

interface Props {
  filter: MessageFilter;
  onClear: () => void;
}

/** Nothing was sent yet, nothing fits the filter, or nothing is in doubt. */
export function NoMessages({ filter, onClear }: Props) {
  const { t } = useTranslation();
  const clear = (
    <Button variant="default" onClick={onClear}>
      {t("messages:empty.clear")}
    </Button>
  );
  if (isUnknownList(filter) && same({ ...filter, states: [] }, everything)) {
    return (
      <EmptyState
        icon={<IconCircleCheck size={32} />}
        title={t("messages:empty.no_doubt")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("messages:empty.all")}
          </Button>
        }
      >
        {t("messages:empty.no_doubt_why")}
      </EmptyState>
    );
  }
  if (!isEverything(filter)) {
    return (
      <EmptyState icon={<IconFilterOff size={32} />} title={t("messages:empty.filtered")} action={clear}>
        {filter.search.trim() === "" ? t("messages:empty.filtered_why") : t("messages:empty.searched_why")}
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
