import type { Binding } from "../../contract/Binding";
import type { BindingQuery } from "../../contract/BindingQuery";
import { usePages, type Pages } from "../usePages";
import type { BindingsView } from "./view";

type Filter = Omit<BindingQuery, "before" | "limit">;

/** What the program is asked for. */
export function filterOf({ liveOnly, accountId }: BindingsView, search: string): Filter {
  return { live_only: liveOnly, account_id: accountId, search: search.trim() };
}

/** The filtered bindings, page by page. */
export function useBindings(filter: Filter): Pages<Binding> {
  return usePages(["bindings"], ["list_bindings", filter], (api, page) => api.listBindings({ ...filter, ...page }));
}
