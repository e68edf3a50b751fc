import type { Conversation } from "../../contract/Conversation";
import type { ConversationQuery } from "../../contract/ConversationQuery";
import type { Topic } from "../../contract/Topic";
import type { ConversationPage } from "../../contract/ConversationPage";
import { falling } from "../rows";
import { useLongList, type Pages } from "../useLongList";

const TOPICS: readonly Topic[] = ["replies", "suppression", "accounts"];

/** Which conversations are shown, without the page. */
export type ConversationFilter = Omit<ConversationQuery, "before" | "limit">;

// A new reply moves its conversation to the top.
const byNewestReply = falling<Conversation>(({ last_reply_id }) => last_reply_id);

/** The filtered conversations, page by page. */
export function useConversations(filter: ConversationFilter): Pages<Conversation> {
  return useLongList<Conversation, ConversationPage>({
    topics: TOPICS,
    name: "list_conversations",
    query: filter,
    ask: (api, page) => api.listConversations({ ...filter, ...page }),
    order: byNewestReply,
  });
}
