import type { ConversationShow } from "../../contract/ConversationShow";
import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";

/** What the Replies desk shows. */
export interface RepliesView extends Place {
  show: ConversationShow;
  accountId: number | null;
  search: string;
}

export const openReplies = (): RepliesView => ({ show: "open", accountId: null, search: "", currentId: null, openId: null });

/** Kept while the operator is at another desk; other desks write to it before they lead here. */
export const useRepliesView = rememberFor(openReplies);
