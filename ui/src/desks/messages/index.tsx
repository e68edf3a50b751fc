import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { usePreferences } from "../../app/preferences";
import type { MessageFilter } from "../../contract/MessageFilter";
import type { MessageRow } from "../../contract/MessageRow";
import { useNow } from "../../frame/useNow";
import { numberPath } from "../../parts/numberPath";
import { Page } from "../../parts/Page";
import { ExportButton } from "../export/ExportButton";
import { ListFailure } from "../ListFailure";
import { RowTable } from "../RowTable";
import list from "../RowTable.module.css";
import { SearchBox } from "../SearchBox";
import { useOpenRow } from "../useOpenRow";
import { Attention } from "./Attention";
import { columnsOf } from "./columns";
import { DensityButton } from "./DensityButton";
import { isUnknownList } from "./filter/filter";
import { Filters } from "./filter/Filters";
import { GoToDay } from "./filter/GoToDay";
import { dayOf } from "./filter/period";
import { useLastFilter } from "./filter/useSavedFilters";
import { FoundNumbers } from "./FoundNumbers";
import { Lists } from "./Lists";
import { LookedBack } from "./LookedBack";
import { MessagesCount } from "./MessagesCount";
import classes from "./messages.module.css";
import { NoMessages } from "./NoMessages";
import { OpenJobs } from "./jobs/OpenJobs";
import { RowMenu } from "./RowMenu";
import { Story } from "./story/Story";
import { useMessages } from "./useMessages";
import { useMessagesView, viewOf, type MessagesView } from "./view";

const SEARCH_PAUSE_MS = 200;
const ROW_HEIGHT = { comfortable: 38, compact: 26 } as const;

/** Every message, what became of it, and why. */
export function MessagesDesk() {
  const { value: view } = useMessagesView();
  useLastFilter();
  // Rows of another filter than the last time's would be there for a blink.
  return view.restored ? <Restored view={view} /> : null;
}

function Restored({ view }: { view: MessagesView }) {
  const { t } = useTranslation();
  const { memory } = useMessagesView();
  const [, go] = useLocation();
  const { density } = usePreferences().preferences;
  const now = useNow(60_000);
  const [search] = useDebouncedValue(view.filter.search.trim(), SEARCH_PAUSE_MS);
  const filter = useMemo(() => ({ ...view.filter, search }), [view.filter, search]);
  const messages = useMessages(filter, dayOf(now));
  const columns = useMemo(() => columnsOf(t), [t]);
  const place = useOpenRow(view, memory);
  const [menu, openMenu] = useState<{ row: MessageRow; at: { x: number; y: number } } | null>(null);
  const jobs = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const ask = (next: MessageFilter) => memory.write({ filter: next });

  const arrived = useRef(view.openId === null);
  useEffect(() => {
    // Whoever was led to a story came for it, and whoever comes back to the list goes on in it: not to search.
    if (arrived.current && document.activeElement !== place.ref.current) box.current?.focus();
  }, [place.ref]);

  // Whoever asked for a list has the keyboard in it: it is another one with each filter.
  const awaited = useRef(false);
  useEffect(() => {
    if (!awaited.current || (place.ref.current === null && !messages.own)) return;
    // A list that came empty has no place for it, and takes it from nobody later.
    awaited.current = false;
    place.ref.current?.focus();
  });

  const awaitList = () => {
    awaited.current = true;
  };

  const toList = () => {
    const first = messages.rows?.at(0);
    if (first === undefined) return;
    place.ref.current?.focus();
    place.onMove(view.currentId ?? first.id);
  };

  return (
    <Page
      title={t("messages:heading")}
      count={<MessagesCount count={messages.total} more={messages.more} />}
      actions={
        <>
          <SearchBox
            ref={box}
            className={classes.search}
            label={t("messages:search.label")}
            placeholder={t("messages:search.placeholder")}
            clear={t("messages:search.clear")}
            value={view.filter.search}
            onChange={(text) => ask({ ...view.filter, search: text })}
            onDown={toList}
          />
          <GoToDay
            filter={view.filter}
            onGo={(to) => {
              awaitList();
              ask(to);
            }}
          />
          <DensityButton />
          <ExportButton list={{ list: "messages", filter }} />
        </>
      }
      drawer={view.openId !== null && <Story key={view.openId} id={view.openId} onOpen={(id) => memory.write({ openId: id, currentId: id })} />}
      drawerLabel={t("messages:story.label")}
      onCloseDrawer={place.onClose}
    >
      <div className={list.desk}>
        <Attention onJobs={() => jobs.current?.querySelector<HTMLElement>("[data-paused] button")?.focus()} onList={awaitList} />
        <div ref={jobs} className={classes.jobs}>
          <OpenJobs />
        </div>
        <div className={classes.choice} data-doubt={isUnknownList(view.filter) || undefined}>
          <Lists filter={view.filter} onChange={ask} />
          <Filters filter={view.filter} onChange={ask} />
        </div>
        <FoundNumbers search={search} />
        {messages.lookedBackTo !== null && <LookedBack to={messages.lookedBackTo} />}
        {messages.failure !== null ? (
          <ListFailure failure={messages.failure} onAgain={messages.again} />
        ) : messages.rows?.length === 0 ? (
          <NoMessages filter={view.filter} onClear={() => memory.write({ ...viewOf(), openId: view.openId })} />
        ) : (
          <RowTable
            // Another filter is another list: it begins at its top.
            key={JSON.stringify(filter)}
            label={t("messages:heading")}
            name="message"
            className={`${classes.messages ?? ""} ${density === "compact" ? (classes.compact ?? "") : ""}`}
            columns={columns}
            pages={{ ...messages, total: messages.more ? null : messages.total }}
            rowHeight={ROW_HEIGHT[density]}
            onMenu={(row, at) => openMenu({ row, at })}
            onKey={(key, row) => key === "n" && go(numberPath({ at: "message", id: row.id }))}
            {...place}
          />
        )}
      </div>
      <RowMenu
        row={menu?.row ?? null}
        at={menu?.at ?? { x: 0, y: 0 }}
        onOpen={place.onOpen}
        onOnly={(only) => ask({ ...view.filter, ...only })}
        onClose={() => {
          openMenu(null);
          place.ref.current?.focus();
        }}
      />
    </Page>
  );
}

