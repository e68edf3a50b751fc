import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBan, IconFilterOff, IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { EmptyState } from "../../../parts/EmptyState";
import { figures } from "../../../parts/figures";
import { numberPath } from "../../../parts/numberPath";
import { Page } from "../../../parts/Page";
import { ExportButton } from "../../export/ExportButton";
import { ListFailure } from "../../ListFailure";
import { RowTable } from "../../RowTable";
import list from "../../RowTable.module.css";
import { SearchBox } from "../../SearchBox";
import { useOpenRow } from "../../useOpenRow";
import { RepliesTabs } from "../RepliesTabs";
import { columnsOf } from "./columns";
import { SuppressDialog } from "./SuppressDialog";
import { SuppressedStory } from "./SuppressedStory";
import classes from "./suppression.module.css";
import { useSuppressed } from "./useSuppressed";
import { useSuppressionView } from "./view";

const SEARCH_PAUSE_MS = 200;
const ROW_HEIGHT = 42;

/** Numbers nothing is sent to, whoever put them there. */
export function SuppressionList() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { value: view, memory } = useSuppressionView();
  const [search] = useDebouncedValue(view.search.trim(), SEARCH_PAUSE_MS);
  const [adding, add] = useState(false);
  const suppressed = useSuppressed(search);
  const columns = useMemo(() => columnsOf(t), [t]);
  const place = useOpenRow(view, memory);
  const open = suppressed.rows?.find(view.openId);
  const total = suppressed.total ?? 0;

  return (
    <Page
      title={t("suppression:heading")}
      count={suppressed.rows !== undefined && <span role="status">{t("suppression:count", { count: total, n: figures(total) })}</span>}
      actions={
        <>
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => add(true)}>
            {t("suppression:add.open")}
          </Button>
          <ExportButton list={{ list: "suppression", query: { search, before: null, limit: 0 } }} />
        </>
      }
      drawer={open !== undefined && <SuppressedStory key={open.id} row={open} onGone={place.onClose} />}
      drawerLabel={t("suppression:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        <RepliesTabs />
        <div className={list.filters}>
          <SearchBox
            className={classes.search}
            label={t("suppression:search.label")}
            placeholder={t("suppression:search.by")}
            clear={t("suppression:search.clear")}
            value={view.search}
            onChange={(text) => memory.write({ search: text })}
          />
        </div>
        {suppressed.failure !== null ? (
          <ListFailure failure={suppressed.failure} onAgain={suppressed.again} />
        ) : suppressed.rows?.length === 0 ? (
          <Nothing searched={search !== ""} onClear={() => memory.write({ search: "" })} />
        ) : (
          <RowTable
            key={search}
            label={t("suppression:heading")}
            name="suppressed"
            className={classes.suppressed}
            columns={columns}
            pages={suppressed}
            rowHeight={ROW_HEIGHT}
            onKey={(key, { id }) => key === "n" && go(numberPath({ at: "suppressed", id }))}
            {...place}
          />
        )}
      </div>
      {adding && <SuppressDialog onClose={() => add(false)} />}
    </Page>
  );
}

/** Nobody is on the list, or nobody fits the search. */
function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!searched) {
    return (
      <EmptyState icon={<IconBan size={32} />} title={t("suppression:empty.title")}>
        {t("suppression:empty.why")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconFilterOff size={32} />}
      title={t("suppression:empty.filtered")}
      action={
        <Button variant="default" onClick={onClear}>
          {t("suppression:empty.clear")}
        </Button>
      }
    >
      {t("suppression:empty.filtered_why")}
    </EmptyState>
  );
}
