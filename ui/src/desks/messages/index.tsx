import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { figures } from "../../parts/figures";
import { Page } from "../../parts/Page";
import { AccountFilter } from "./AccountFilter";
import { Filters } from "./Filters";
import { MessageTable } from "./MessageTable";
import { NoMessages } from "./NoMessages";
import { SearchBox } from "./SearchBox";
import classes from "./messages.module.css";
import { OpenJobs } from "./jobs/OpenJobs";
import { Story } from "./story/Story";
import { useMessages } from "./useMessages";
import { useMessagesView, wholeView } from "./view";

const SEARCH_PAUSE_MS = 200;

/** Every message, what became of it, and why. */
export function MessagesDesk() {
  const { t } = useTranslation();
  const { value: view, memory } = useMessagesView();
  const [search] = useDebouncedValue(view.search, SEARCH_PAUSE_MS);
  const messages = useMessages(view, search);
  const table = useRef<HTMLDivElement>(null);
  const filtered = view.states.length > 0 || view.accountId !== null || view.jobId !== null || search !== "";
  const close = () => {
    memory.write({ openId: null });
    table.current?.focus();
  };
  useHotkeys([["Escape", () => view.openId !== null && close()]]);

  return (
    <Page
      title={t("messages:heading")}
      count={
        messages.rows !== undefined && (
          <span role="status">{t("messages:count", { count: messages.total, n: figures(messages.total) })}</span>
        )
      }
      actions={
        <>
          <AccountFilter accountId={view.accountId} onChange={(accountId) => memory.write({ accountId })} />
          <SearchBox value={view.search} onChange={(text) => memory.write({ search: text })} />
        </>
      }
      drawer={
        view.openId !== null && (
          <Story key={view.openId} id={view.openId} onOpen={(id) => memory.write({ openId: id, currentId: id })} />
        )
      }
      drawerLabel={t("messages:story.label")}
      onCloseDrawer={close}
    >
      <div className={classes.desk}>
        <OpenJobs />
        <Filters view={view} onChange={(change) => memory.write(change)} />
        {messages.rows?.length === 0 ? (
          <NoMessages filtered={filtered} onClear={() => memory.write({ ...wholeView(), openId: view.openId })} />
        ) : (
          <MessageTable
            // Another filter is another list: it begins at its top.
            key={JSON.stringify([view.states, view.accountId, view.jobId, search])}
            ref={table}
            messages={messages}
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
