import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import type { MessageRow } from "../../contract/MessageRow";
import type { Topic } from "../../contract/Topic";
import { useApi } from "../../ipc/context";
import type { MessagesView } from "./view";

const PAGE = 100;
const TOPICS: readonly Topic[] = ["messages"];
const NOTHING: readonly MessageRow[] = [];

export interface Messages {
  /** None while the first page is on its way. */
  rows: readonly MessageRow[] | undefined;
  /** How many match in all. */
  total: number;
  hasMore: boolean;
  loadMore: () => void;
}

/** The filtered messages, page by page; asked again whenever messages changed. */
export function useMessages(view: MessagesView, search: string): Messages {
  const api = useApi();
  const filter = { states: [...view.states], account_id: view.accountId, job_id: view.jobId, search: search.trim() };
  const query = useInfiniteQuery({
    queryKey: [TOPICS, "list_messages", filter],
    queryFn: ({ pageParam }) => api.listMessages({ ...filter, before: pageParam, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows), [data]);
  return {
    rows: query.isError && rows === undefined ? NOTHING : rows,
    total: data?.pages[0]?.total ?? rows?.length ?? 0,
    hasMore: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
  };
}
