import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import type { Client } from "../contract/client";
import type { Topic } from "../contract/Topic";
import { useProgram } from "../ipc/context";
import { longList, type ListPage, type LongList } from "./longList";
import type { Order, Rows } from "./rows";

/** A list by its cursor, as a `RowTable` shows it. */
export interface Pages<Row> {
  /** None while the first page is on its way, or could not be had. */
  rows: Rows<Row> | undefined;
  /** Why there are no rows; none while they are there or on their way. */
  failure: unknown;
  /** Why some of the rows could not be had; none while they are there or on their way. */
  stuck: unknown;
  /** Asks again after a failure. */
  again: () => void;
  /** How many match in all, where the program counts them. */
  total: number | null;
  hasMore: boolean;
  /** Hears which rows are in sight, by their places, and the id of the one the keyboard is at. */
  onSight: (first: number, last: number, current: number | null) => void;
}

interface Asked<Row, Page> extends Pages<Row> {
  oldest: Page | undefined;
  newest: Page | undefined;
  /** Whether the rows are those of what is asked for, and not of what was asked for before. */
  own: boolean;
}

interface Remembered {
  key: string;
  list: LongList<never, never>;
}

/** The last list of each desk, so that whoever comes back finds their rows. Forgotten with the profile. */
const remembered = new WeakMap<QueryClient, Map<string, Remembered>>();

let asked = 0;

/** The same list while its key is the same; asked through the store of answers, which tells what goes wrong. */
function listOf<Row extends { id: number }, Page extends ListPage<Row, Cursor>, Cursor>(
  queries: QueryClient,
  api: Client,
  key: string,
  { name, ask, order, counted }: Options<Row, Page, Cursor>,
): LongList<Row, Page> {
  const lists = remembered.get(queries) ?? new Map<string, Remembered>();
  remembered.set(queries, lists);
  const before = lists.get(name);
  if (before?.key === key) return before.list as unknown as LongList<Row, Page>;
  const list = longList<Row, Page, Cursor>({
    ask: (page) => {
      asked += 1;
      return queries.query({ queryKey: ["long_list", name, asked], queryFn: () => ask(api, page), gcTime: 0 });
    },
    order,
    counted: counted ?? false,
  });
  lists.set(name, { key, list: list as unknown as LongList<never, never> });
  return list;
}

interface Options<Row, Page, Cursor> {
  /** Asked again whenever one of these changed. */
  topics: readonly Topic[];
  /** Which list it is: the command. */
  name: string;
  /** What is asked for; another is another list. */
  query: unknown;
  ask: (api: Client, page: { before: Cursor | null; limit: number }) => Promise<Page>;
  order: Order<Row, Cursor>;
  /** Whether the first page tells something of the whole list. */
  counted?: boolean;
}

/** A list that may be very long, for a `RowTable`: see `longList`. */
export function useLongList<Row extends { id: number }, Page extends ListPage<Row, Cursor>, Cursor = number>(options: Options<Row, Page, Cursor>): Asked<Row, Page> {
  const { api, onChanged } = useProgram();
  const queries = useQueryClient();
  const { topics, name } = options;
  const key = JSON.stringify(options.query);
  // The rest belongs to the key: what is asked for is told by it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const list = useMemo(() => listOf(queries, api, key, options), [queries, api, name, key]);
  const now = useSyncExternalStore(list.listen, list.read);

  useEffect(() => {
    // Nobody told it of changes while no one looked.
    if (list.read().rows === undefined) list.look(0, 0);
    else list.changed();
    return onChanged((changed) => {
      if (changed.topics.some((topic) => topics.includes(topic))) list.changed();
    });
  }, [list, onChanged, topics]);

  // The rows of the filter before stay until those of the next are there.
  const [last, keep] = useState(now);
  if (now.rows !== undefined && now !== last) keep(now);
  const { rows, failure, stuck, hasMore, oldest, newest } = now.rows === undefined && now.failure === null ? last : now;
  return { rows, failure, stuck, again: list.again, total: null, hasMore, onSight: list.look, oldest, newest, own: now.rows !== undefined };
}
