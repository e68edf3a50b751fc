import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import type { Client } from "../contract/client";
import type { Topic } from "../contract/Topic";
import { useProgram } from "../ipc/context";
import { longList, type ListPage, type LongList } from "./longList";
import type { Pages } from "./usePages";

type Asking<Page> = (api: Client, page: { before: number | null; limit: number }) => Promise<Page>;

interface Remembered {
  key: string;
  list: LongList<never, never>;
}

/** The last list of each desk, so that whoever comes back finds their rows. Forgotten with the profile. */
const remembered = new WeakMap<QueryClient, Map<string, Remembered>>();

let asked = 0;

/** The same list while its key is the same; asked through the store of answers, which tells what goes wrong. */
function listOf<Row extends { id: number }, Page extends ListPage<Row>>(
  queries: QueryClient,
  api: Client,
  name: string,
  key: string,
  ask: Asking<Page>,
): LongList<Row, Page> {
  const lists = remembered.get(queries) ?? new Map<string, Remembered>();
  remembered.set(queries, lists);
  const before = lists.get(name);
  if (before?.key === key) return before.list;
  const list = longList<Row, Page>((page) => {
    asked += 1;
    return queries.query({ queryKey: ["long_list", name, asked], queryFn: () => ask(api, page), gcTime: 0 });
  });
  lists.set(name, { key, list: list as unknown as LongList<never, never> });
  return list;
}

interface Options<Page> {
  /** Asked again whenever one of these changed. */
  topics: readonly Topic[];
  /** Which list it is: the command. */
  name: string;
  /** What is asked for; another is another list. */
  query: unknown;
  ask: Asking<Page>;
}

/** A list that may be very long, for a `RowTable`: see `longList`. */
export function useLongList<Row extends { id: number }, Page extends ListPage<Row>>({ topics, name, query, ask }: Options<Page>): Pages<Row> & { oldest: Page | undefined; own: boolean } {
  const { api, onChanged } = useProgram();
  const queries = useQueryClient();
  const key = JSON.stringify(query);
  // `ask` belongs to the key: what it asks for is told by it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const list = useMemo(() => listOf<Row, Page>(queries, api, name, key, ask), [queries, api, name, key]);
  const shown = useSyncExternalStore(list.listen, list.read);

  useEffect(() => {
    // Nobody told it of changes while no one looked.
    if (list.read().rows === undefined) list.look(0, 0);
    else list.changed();
    return onChanged((changed) => {
      if (changed.topics.some((topic) => topics.includes(topic))) list.changed();
    });
  }, [list, onChanged, topics]);

  // The rows of the filter before stay until those of the next are there.
  const [last, keep] = useState(shown.rows);
  if (shown.rows !== undefined && shown.rows !== last) keep(shown.rows);
  return {
    rows: shown.rows ?? (shown.failure === null ? last : undefined),
    failure: shown.failure,
    again: useCallback(() => list.look(0, 0), [list]),
    total: null,
    hasMore: shown.hasMore,
    loadMore: useCallback(() => undefined, []),
    onSight: list.look,
    oldest: shown.oldest,
    // Not those of the filter before.
    own: shown.rows !== undefined,
  };
}
