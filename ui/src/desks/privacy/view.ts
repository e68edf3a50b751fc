import { rememberFor } from "../memory";

/** What the ledger of bindings shows. */
export interface BindingsView {
  /** Only what holds an X now. */
  liveOnly: boolean;
  accountId: number | null;
  search: string;
  /** The row the keyboard is at. */
  currentId: number | null;
  /** The binding whose story stands in the drawer. */
  openId: number | null;
}

export const liveView = (): BindingsView => ({ liveOnly: true, accountId: null, search: "", currentId: null, openId: null });

/** Kept while the operator is at another desk; other desks write to it before they lead here. */
export const useBindingsView = rememberFor(liveView);
