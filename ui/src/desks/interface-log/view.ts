import { rememberFor } from "../memory";

/** What the interface log shows. */
export interface LogView {
  accountId: number | null;
  /** The row the keyboard is at. */
  currentId: number | null;
  /** The push that stands in the drawer. */
  openId: number | null;
}

export const wholeLog = (): LogView => ({ accountId: null, currentId: null, openId: null });

/** Kept while the operator is at another desk. */
export const useLogView = rememberFor(wholeLog);
