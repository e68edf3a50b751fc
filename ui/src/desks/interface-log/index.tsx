import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { Page } from "../../parts/Page";
import { AccountFilter } from "../AccountFilter";
import { RowTable } from "../RowTable";
import list from "../RowTable.module.css";
import { useOpenRow } from "../useOpenRow";
import { usePages } from "../usePages";
import { columnsOf } from "./columns";
import classes from "./log.module.css";
import { NoPushes } from "./NoPushes";
import { PushStory } from "./PushStory";
import { usePushAccounts } from "./usePushAccounts";
import { useLogView } from "./view";

const ROW_HEIGHT = 38;

/** What crossed the interfaces: pushes as they came, and what each changed. */
export function InterfaceLogDesk() {
  const { t } = useTranslation();
  const { value: view, memory } = useLogView();
  const { accountId } = view;
  const pushes = usePages(["pushes"], ["list_pushes", accountId], (api, page) => api.listPushes({ account_id: accountId, ...page }));
  const accounts = usePushAccounts();
  const columns = useMemo(() => columnsOf(t), [t]);
  const open = pushes.rows?.find(({ id }) => id === view.openId);
  const place = useOpenRow(view, memory);

  return (
    <Page
      title={t("log:heading")}
      count={t("log:about")}
      actions={
        accounts !== undefined &&
        accounts.length > 1 && (
          <AccountFilter
            accounts={accounts}
            label={t("log:filter.account")}
            every={t("log:filter.every_account")}
            accountId={accountId}
            onChange={(id) => memory.write({ accountId: id, openId: null, currentId: null })}
          />
        )
      }
      drawer={
        view.openId !== null &&
        pushes.rows !== undefined &&
        (open === undefined ? <p>{t("log:story.gone")}</p> : <PushStory key={open.id} push={open} />)
      }
      drawerLabel={t("log:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        {pushes.rows?.length === 0 ? (
          <NoPushes accounts={accounts ?? []} accountId={accountId} onEvery={() => memory.write({ accountId: null })} />
        ) : (
          <RowTable
            key={accountId}
            label={t("log:heading")}
            name="push"
            className={classes.log}
            columns={columns}
            pages={pushes}
            rowHeight={ROW_HEIGHT}
            {...place}
          />
        )}
      </div>
    </Page>
  );
}
