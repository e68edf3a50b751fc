import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../contract/MessageFilter";
import { useDeskStatus } from "../../frame/useDeskStatus";
import { figures } from "../../parts/figures";
import { everything, isUnknownList } from "./filter/filter";
import classes from "./messages.module.css";

interface Props {
  filter: MessageFilter;
  onChange: (filter: MessageFilter) => void;
}

/** All messages, or those nobody knows the outcome of: what is searched for stays. */
export function Lists({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const unknown = useDeskStatus()?.unknown ?? 0;
  const inDoubt = isUnknownList(filter);
  return (
    <nav className={classes.lists} aria-label={t("messages:lists.label")}>
      <UnstyledButton className={classes.list} aria-current={inDoubt ? undefined : "page"} onClick={() => inDoubt && onChange({ ...filter, states: [] })}>
        {t("messages:lists.all")}
      </UnstyledButton>
      <UnstyledButton
        className={classes.list}
        aria-current={inDoubt ? "page" : undefined}
        onClick={() => !inDoubt && onChange({ ...everything, search: filter.search, states: ["unknown"] })}
      >
        {t("parts:state.unknown")}
        {unknown > 0 && <span className={classes.listCount}>{figures(unknown)}</span>}
      </UnstyledButton>
    </nav>
  );
}
