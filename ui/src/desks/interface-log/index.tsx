import { Select } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Page } from "../../parts/Page";
import { RowTable } from "../RowTable";
import list from "../RowTable.module.css";
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
  const table = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  const open = pushes.rows?.find(({ id }) => id === view.openId);
  const close = () => {
    memory.write({ openId: null });
    table.current?.focus();
  };
  useHotkeys([["Escape", () => view.openId !== null && close()]]);

  return (
    <Page
      title={t("log:heading")}
      count={t("log:about")}
      actions={
        accounts !== undefined &&
        accounts.length > 1 && (
          <Select
            className={classes.account}
            aria-label={t("log:filter.account")}
            placeholder={t("log:filter.every_account")}
            data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={accountId === null ? null : String(accountId)}
            onChange={(id) => memory.write({ accountId: id === null ? null : Number(id), openId: null, currentId: null })}
            clearable
            clearButtonProps={{ "aria-label": t("log:filter.every_account") }}
          />
        )
      }
      drawer={
        view.openId !== null &&
        pushes.rows !== undefined &&
        (open === undefined ? <p>{t("log:story.gone")}</p> : <PushStory key={open.id} push={open} />)
      }
      drawerLabel={t("log:story.label")}
      onCloseDrawer={close}
    >
      <div className={list.desk}>
        {pushes.rows?.length === 0 ? (
          <NoPushes accounts={accounts ?? []} accountId={accountId} onEvery={() => memory.write({ accountId: null })} />
        ) : (
          <RowTable
            key={accountId}
            ref={table}
            label={t("log:heading")}
            name="push"
            className={classes.log}
            columns={columns}
            pages={pushes}
            rowHeight={ROW_HEIGHT}
            currentId={view.currentId}
            openId={view.openId}
            onMove={(id) => memory.write(view.openId === null ? { currentId: id } : { currentId: id, openId: id })}
            onOpen={(id) => memory.write({ currentId: id, openId: id })}
            onClose={close}
          />
        )}
      </div>
    </Page>
  );
}
