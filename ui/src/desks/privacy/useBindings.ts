import type { Binding } from "../../contract/Binding";
import { usePages, type Pages } from "../usePages";
import type { BindingsView } from "./view";

/** The filtered bindings, page by page. */
export function useBindings({ liveOnly, accountId }: BindingsView, search: string): Pages<Binding> {
  const filter = { live_only: liveOnly, account_id: accountId, search: search.trim() };
  return usePages(["bindings"], ["list_bindings", filter], (api, page) => api.listBindings({ ...filter, ...page }));
}
