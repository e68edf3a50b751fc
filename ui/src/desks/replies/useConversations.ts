import type { Conversation } from "../../contract/Conversation";
import type { ConversationQuery } from "../../contract/ConversationQuery";
import type { Topic } from "../../contract/Topic";
import { usePages, type Pages } from "../usePages";

const TOPICS: readonly Topic[] = ["replies", "suppression", "accounts"];

/** Which conversations are shown, without the page. */
export type ConversationFilter = Omit<ConversationQuery, "before" | "limit">;

/** The filtered conversations, page by page. */
export function useConversations(filter: ConversationFilter): Pages<Conversation> {
  return usePages(TOPICS, ["list_conversations", filter], (api, page) => api.listConversations({ ...filter, ...page }));
}
