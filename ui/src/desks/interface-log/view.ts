import type { ExchangeKind } from "../../contract/ExchangeKind";
import { rememberFor } from "../memory";
import type { Place } from "../useOpenRow";

/** What the list of exchanges shows. */
export interface LogView extends Place {
  accountId: number | null;
  kinds: readonly ExchangeKind[];
  troubledOnly: boolean;
}

export const wholeLog = (): LogView => ({ accountId: null, kinds: [], troubledOnly: false, currentId: null, openId: null });

/** Kept while the operator is at another desk. */
export const useLogView = rememberFor(wholeLog);
