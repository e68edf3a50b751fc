import type { MessageFilter } from "../../contract/MessageFilter";
import type { MessagePage } from "../../contract/MessagePage";
import type { MessageRow } from "../../contract/MessageRow";
import type { Topic } from "../../contract/Topic";
import { useAsk } from "../../ipc/ask";
import { byId } from "../rows";
import { useLongList, type Pages } from "../useLongList";

const topics: readonly Topic[] = ["messages"];

interface Messages extends Pages<MessageRow> {
  /** Where a search for one character stopped looking. */
  lookedBackTo: number | null;
  /** Whether the rows are those of this filter, and not of the one before. */
  own: boolean;
  /** Whether there are more than `total`. */
  more: boolean;
}

/**
 * The filtered messages, page by page, and how many they are: counted apart, so that no row waits for it. The last days
 * of a filter are others with each `day`.
 */
export function useMessages(filter: MessageFilter, day: string): Messages {
  const { oldest, ...pages } = useLongList<MessageRow, MessagePage>({
    topics,
    name: "list_messages",
    query: { filter, day },
    ask: (api, page) => api.listMessages({ filter, ...page }),
    order: byId,
  });
  const count = useAsk(topics, ["count_messages", filter, day], (api) => api.countMessages(filter)).data;
  return { ...pages, total: count?.count ?? null, more: count?.more ?? false, lookedBackTo: oldest?.looked_back_to ?? null };
}
