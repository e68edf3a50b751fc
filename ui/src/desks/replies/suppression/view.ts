import { rememberFor } from "../../memory";
import type { Place } from "../../useOpenRow";

/** What the suppression list shows. */
export interface SuppressionView extends Place {
  search: string;
}

/** Kept while the operator is at another desk. */
export const useSuppressionView = rememberFor((): SuppressionView => ({ search: "", currentId: null, openId: null }));
