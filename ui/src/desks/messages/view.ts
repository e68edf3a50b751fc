import type { MessageFilter } from "../../contract/MessageFilter";
import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";
import { everything } from "./filter/filter";

/** What the Messages desk shows. */
export interface MessagesView extends Place {
  /** Which messages. */
  filter: MessageFilter;
  /** Whether the filter of the last time was looked for, or something led here with one of its own. */
  restored: boolean;
}

/** The desk with a filter of which only this is set. */
export function viewOf(filter: Partial<MessageFilter> = {}): MessagesView {
  return { filter: { ...everything, ...filter }, restored: true, currentId: null, openId: null };
}

/** Kept while the operator is at another desk; other desks write to it before they lead here. */
export const useMessagesView = rememberFor<MessagesView>(() => ({ ...viewOf(), restored: false }));
