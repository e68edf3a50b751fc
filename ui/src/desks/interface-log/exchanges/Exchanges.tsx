import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Page } from "../../../parts/Page";
import { ExportButton } from "../../export/ExportButton";
import { ListFailure } from "../../ListFailure";
import { RowTable } from "../../RowTable";
import list from "../../RowTable.module.css";
import { useOpenRow } from "../../useOpenRow";
import classes from "../log.module.css";
import { LogTabs } from "../LogTabs";
import { useLogView } from "../view";
import { columnsOf } from "./columns";
import { ExchangeStory } from "./ExchangeStory";
import { Filters } from "./Filters";
import { NoExchanges } from "./NoExchanges";
import { refOf } from "./ref";
import { queryOf, useExchanges } from "./useExchanges";

const ROW_HEIGHT = 40;

/** Every exchange with a vendor, newest first. */
export function Exchanges() {
  const { t } = useTranslation();
  const { value: view, memory } = useLogView();
  const exchanges = useExchanges(view);
  const columns = useMemo(() => columnsOf(t), [t]);
  const place = useOpenRow(view, memory);

  return (
    <Page
      title={t("log:heading")}
      count={t("log:about")}
      actions={<ExportButton list={{ list: "exchanges", query: { ...queryOf(view), before: null, limit: 0 } }} />}
      drawer={view.openId !== null && <ExchangeStory key={view.openId} of={refOf(view.openId)} />}
      drawerLabel={t("log:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        <LogTabs />
        <Filters view={view} change={(to) => memory.write({ ...to, currentId: null, openId: null })} />
        {exchanges.failure !== null ? (
          <ListFailure failure={exchanges.failure} onAgain={exchanges.again} />
        ) : exchanges.rows?.length === 0 ? (
          <NoExchanges filtered={view.accountId !== null || view.kinds.length > 0 || view.troubledOnly} onEvery={() => memory.write({ accountId: null, kinds: [], troubledOnly: false })} />
        ) : (
          <RowTable
            key={`${String(view.accountId)} ${view.kinds.join()} ${String(view.troubledOnly)}`}
            label={t("log:tab.exchanges")}
            name="exchange"
            className={classes.log}
            columns={columns}
            pages={exchanges}
            rowHeight={ROW_HEIGHT}
            {...place}
          />
        )}
      </div>
    </Page>
  );
}
