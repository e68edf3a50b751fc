import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import type { Client } from "../contract/client";
import type { Topic } from "../contract/Topic";
import { useApi } from "../ipc/context";

const PAGE = 100;

interface Page<Row, Cursor> {
  rows: Row[];
  next: Cursor | null;
  total?: number | null;
}

export interface Pages<Row> {
  /** None while the first page is on its way, or could not be had. */
  rows: readonly Row[] | undefined;
  /** Why there are no rows; none while they are there or on their way. */
  failure: unknown;
  /** Asks again after a failure. */
  again: () => void;
  /** How many match in all, where the program counts them. */
  total: number | null;
  hasMore: boolean;
  loadMore: () => void;
  /** Hears which rows are in sight, by their places. */
  onSight?: (first: number, last: number) => void;
}

/** A list by its cursor, page after page; asked again whenever one of `topics` changed. */
export function usePages<Row, Cursor = number>(
  topics: readonly Topic[],
  key: readonly unknown[],
  ask: (api: Client, page: { before: Cursor | null; limit: number }) => Promise<Page<Row, Cursor>>,
): Pages<Row> {
  const api = useApi();
  const { data, error, hasNextPage, isFetching, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [topics, ...key],
    queryFn: ({ pageParam }) => ask(api, { before: pageParam as Cursor | null, limit: PAGE }),
    initialPageParam: null as Cursor | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data]);
  return {
    rows,
    failure: rows === undefined ? error : null,
    again: () => void refetch(),
    total: data?.pages[0]?.total ?? null,
    hasMore: hasNextPage,
    loadMore: () => {
      if (!hasNextPage || isFetchingNextPage) return;
      // Who scrolls does not wait for what is asked again; that is taken up after it.
      void fetchNextPage().then(() => {
        if (isFetching) void refetch();
      });
    },
  };
}
