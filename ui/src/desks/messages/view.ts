import type { MessageState } from "../../contract/MessageState";
import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";

/** What the Messages desk shows. */
export interface MessagesView extends Place {
  /** Only these states; empty means all. */
  states: readonly MessageState[];
  accountId: number | null;
  jobId: number | null;
  search: string;
}

export const wholeView = (): MessagesView => ({
  states: [],
  accountId: null,
  jobId: null,
  search: "",
  currentId: null,
  openId: null,
});

/** Kept while the operator is at another desk; other desks write to it before they lead here. */
export const useMessagesView = rememberFor(wholeView);
