import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import type { Conversation } from "../../../contract/Conversation";
import type { ConversationItem } from "../../../contract/ConversationItem";
import type { Topic } from "../../../contract/Topic";
import { useApi } from "../../../ipc/context";
import { isGone } from "../../../ipc/problem";

const TOPICS: readonly Topic[] = ["replies", "messages", "suppression", "accounts"];

/** Where the earlier part of a conversation begins. */
export interface ThreadCursor {
  before_reply: number | null;
  before_message: number | null;
}

const NEWEST: ThreadCursor = { before_reply: null, before_message: null };

/** The cursor before `items`, which are what came from `from` on. A page without replies says nothing of where they begin. */
export function cursorBefore(items: readonly ConversationItem[], from: ThreadCursor): ThreadCursor | undefined {
  const first = (kind: ConversationItem["kind"], otherwise: number | null) =>
    items.reduce<number | null>((least, item) => (item.kind === kind && (least === null || item.row.id < least) ? item.row.id : least), otherwise);
  const cursor = { before_reply: first("reply", from.before_reply), before_message: first("message", from.before_message) };
  // The same again would never end.
  return cursor.before_reply === from.before_reply && cursor.before_message === from.before_message ? undefined : cursor;
}

interface Thread {
  /** None while it is on its way, or when it is gone. */
  conversation: Conversation | undefined;
  /** Oldest first. */
  items: readonly ConversationItem[];
  gone: boolean;
  /** Why it could not be had, when it is not gone. */
  failure: unknown;
  again: () => void;
  hasEarlier: boolean;
  loadingEarlier: boolean;
  loadEarlier: () => void;
}

const NOTHING: readonly ConversationItem[] = [];

/** What was written to and fro, page by page from its end. */
export function useThread(id: number): Thread {
  const api = useApi();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [TOPICS, "conversation_story", id],
    queryFn: ({ pageParam }) => api.conversationStory({ id, ...pageParam }),
    initialPageParam: NEWEST,
    getNextPageParam: ({ items, earlier }, _pages, from) => (earlier ? cursorBefore(items, from) : undefined),
  });
  const items = useMemo(() => data?.pages.toReversed().flatMap((page) => page.items) ?? NOTHING, [data]);
  return {
    conversation: data?.pages[0]?.conversation,
    items,
    gone: data === undefined && isGone(error),
    failure: data === undefined && !isGone(error) ? error : null,
    again: () => void refetch(),
    hasEarlier: hasNextPage,
    loadingEarlier: isFetchingNextPage,
    loadEarlier: () => void fetchNextPage(),
  };
}
