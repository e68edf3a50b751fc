import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";

/** What the interface log shows. */
export interface LogView extends Place {
  accountId: number | null;
}

export const wholeLog = (): LogView => ({ accountId: null, currentId: null, openId: null });

/** Kept while the operator is at another desk. */
export const useLogView = rememberFor(wholeLog);
