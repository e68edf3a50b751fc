import type { MessageRow } from "../../contract/MessageRow";
import { usePages, type Pages } from "../usePages";
import type { MessagesView } from "./view";

/** The filtered messages, page by page. */
export function useMessages({ states, accountId, jobId }: MessagesView, search: string): Pages<MessageRow> {
  const filter = { states: [...states], account_id: accountId, job_id: jobId, search: search.trim() };
  return usePages(["messages"], ["list_messages", filter], (api, page) => api.listMessages({ ...filter, ...page }));
}
