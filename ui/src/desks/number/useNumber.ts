import { useInfiniteQuery } from "@tanstack/react-query";

import type { NumberCursor } from "../../contract/NumberCursor";
import type { NumberKind } from "../../contract/NumberKind";
import type { NumberItem } from "../../contract/NumberItem";
import type { NumberRef } from "../../contract/NumberRef";
import type { NumberView } from "../../contract/NumberView";
import type { Topic } from "../../contract/Topic";
import { useApi } from "../../ipc/context";
import { isGone } from "../../ipc/problem";

const PAGE = 100;
const topics: readonly Topic[] = ["messages", "replies", "bindings", "checks", "pushes", "suppression"];

interface OneNumber {
  /** What is known of it beside its timeline; none until the first page is there. */
  head: NumberView | undefined;
  items: readonly NumberItem[];
  gone: boolean;
  /** Why it could not be had, when it is not gone. */
  failure: unknown;
  again: () => void;
  hasMore: boolean;
  loading: boolean;
  loadMore: () => void;
}

/** What happened with one number, of these kinds or of all, page after page. */
export function useNumber(of: NumberRef, kinds: readonly NumberKind[]): OneNumber {
  const api = useApi();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [topics, "number_view", of, kinds],
    queryFn: ({ pageParam }) => api.numberView({ of, kinds: [...kinds], before: pageParam, limit: PAGE }),
    initialPageParam: null as NumberCursor | null,
    getNextPageParam: ({ next }) => next,
    // The page stays while other kinds of the same number are looked up.
    placeholderData: (before) => before,
  });
  return {
    head: data?.pages[0],
    items: data?.pages.flatMap(({ rows }) => rows) ?? [],
    gone: data === undefined && isGone(error),
    failure: data === undefined && !isGone(error) ? error : null,
    again: () => void refetch(),
    hasMore: hasNextPage,
    loading: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
  };
}
