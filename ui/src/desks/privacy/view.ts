import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";

/** What the ledger of bindings shows. */
export interface BindingsView extends Place {
  /** Only what holds an X now. */
  liveOnly: boolean;
  accountId: number | null;
  search: string;
}

export const liveView = (): BindingsView => ({ liveOnly: true, accountId: null, search: "", currentId: null, openId: null });

/** Kept while the operator is at another desk; other desks write to it before they lead here. */
export const useBindingsView = rememberFor(liveView);
