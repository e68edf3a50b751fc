import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePreferences } from "../../app/preferences";
import { useAsk } from "../../ipc/ask";
import { numberPath } from "../../parts/numberPath";
import { Page } from "../../parts/Page";
import { ExportButton } from "../export/ExportButton";
import { ListFailure } from "../ListFailure";
import { RowTable } from "../RowTable";
import list from "../RowTable.module.css";
import { useOpenRow } from "../useOpenRow";
import { columnsOf } from "./columns";
import { Filters } from "./Filters";
import { NoConversations } from "./NoConversations";
import classes from "./replies.module.css";
import { RepliesTabs } from "./RepliesTabs";
import { Thread } from "./thread/Thread";
import { useConversations, type ConversationFilter } from "./useConversations";
import { useHandledKey } from "./useHandled";
import { openReplies, useRepliesView } from "./view";

const SEARCH_PAUSE_MS = 200;
const ROW_HEIGHT = { comfortable: 62, compact: 36 } as const;

/** What customers answered, one conversation for each number and account. */
export function Conversations() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { density } = usePreferences().preferences;
  const { value: view, memory } = useRepliesView();
  const [search] = useDebouncedValue(view.search.trim(), SEARCH_PAUSE_MS);
  const filter: ConversationFilter = { show: view.show, account_id: view.accountId, search };
  const conversations = useConversations(filter);
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const columns = useMemo(() => columnsOf(t), [t]);
  const place = useOpenRow(view, memory);
  useHandledKey(view, conversations.rows);
  // A search for words looks through so many replies at a time, and may find none among them.
  const searching = conversations.rows?.length === 0 && conversations.hasMore;

  return (
    <Page
      title={t("replies:heading")}
      actions={<ExportButton list={{ list: "replies", query: { ...filter, before: null, limit: 0 } }} />}
      drawer={view.openId !== null && <Thread key={view.openId} id={view.openId} list={place.ref} />}
      drawerLabel={t("replies:thread.label")}
      drawerSize="wide"
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        <RepliesTabs />
        <div className={list.filters}>
          <Filters view={view} accounts={accounts ?? []} onChange={(change) => memory.write(change)} />
        </div>
        {searching && (
          <p className={classes.searching} role="status">
            <Loader size="xs" aria-hidden /> {t("replies:searching")}
          </p>
        )}
        {conversations.failure !== null ? (
          <ListFailure failure={conversations.failure} onAgain={conversations.again} />
        ) : conversations.rows?.length === 0 && !searching ? (
          <NoConversations
            show={view.show}
            filtered={view.accountId !== null || search !== ""}
            onClear={() => memory.write({ ...openReplies(), show: view.show, openId: view.openId })}
            onAll={() => memory.write({ show: "all" })}
          />
        ) : (
          <RowTable
            // Another filter is another list: it begins at its top.
            key={JSON.stringify([view.show, view.accountId, search])}
            label={t("replies:heading")}
            name="conversation"
            className={`${classes.conversations ?? ""} ${density === "compact" ? (classes.compact ?? "") : ""}`}
            columns={columns}
            pages={conversations}
            rowHeight={ROW_HEIGHT[density]}
            onKey={(key, { id }) => key === "n" && go(numberPath({ at: "conversation", id }))}
            {...place}
          />
        )}
      </div>
    </Page>
  );
}
