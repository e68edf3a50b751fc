import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { Page } from "../../parts/Page";
import { AccountFilter } from "../AccountFilter";
import { RowTable } from "../RowTable";
import list from "../RowTable.module.css";
import { SearchBox } from "../SearchBox";
import { useOpenRow } from "../useOpenRow";
import { columnsOf } from "./columns";
import { Filters } from "./Filters";
import { NoMessages } from "./NoMessages";
import classes from "./messages.module.css";
import { OpenJobs } from "./jobs/OpenJobs";
import { Story } from "./story/Story";
import { useMessages } from "./useMessages";
import { useMessagesView, wholeView } from "./view";

const SEARCH_PAUSE_MS = 200;
const ROW_HEIGHT = 38;

/** Every message, what became of it, and why. */
export function MessagesDesk() {
  const { t } = useTranslation();
  const { value: view, memory } = useMessagesView();
  const [search] = useDebouncedValue(view.search, SEARCH_PAUSE_MS);
  const messages = useMessages(view, search);
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const filtered = view.states.length > 0 || view.accountId !== null || view.jobId !== null || search !== "";
  const columns = useMemo(() => columnsOf(t), [t]);
  const place = useOpenRow(view, memory);
  const count = messages.total ?? messages.rows?.length ?? 0;

  return (
    <Page
      title={t("messages:heading")}
      count={
        messages.rows !== undefined && <span role="status">{t("messages:count", { count, n: figures(count) })}</span>
      }
      actions={
        <>
          <AccountFilter
            accounts={accounts ?? []}
            label={t("messages:filter.account")}
            every={t("messages:filter.every_account")}
            accountId={view.accountId}
            onChange={(accountId) => memory.write({ accountId })}
          />
          <SearchBox
            className={classes.search}
            label={t("messages:search.label")}
            placeholder={t("messages:search.placeholder")}
            clear={t("messages:search.clear")}
            value={view.search}
            onChange={(text) => memory.write({ search: text })}
          />
        </>
      }
      drawer={
        view.openId !== null && (
          <Story key={view.openId} id={view.openId} onOpen={(id) => memory.write({ openId: id, currentId: id })} />
        )
      }
      drawerLabel={t("messages:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        <OpenJobs />
        <Filters view={view} onChange={(change) => memory.write(change)} />
        {messages.rows?.length === 0 ? (
          <NoMessages filtered={filtered} onClear={() => memory.write({ ...wholeView(), openId: view.openId })} />
        ) : (
          <RowTable
            // Another filter is another list: it begins at its top.
            key={JSON.stringify([view.states, view.accountId, view.jobId, search])}
            label={t("messages:heading")}
            name="message"
            className={classes.messages}
            columns={columns}
            pages={messages}
            rowHeight={ROW_HEIGHT}
            {...place}
          />
        )}
      </div>
    </Page>
  );
}
