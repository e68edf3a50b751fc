import type { Binding } from "../../contract/Binding";
import type { BindingQuery } from "../../contract/BindingQuery";
import type { BindingPage } from "../../contract/BindingPage";
import type { Topic } from "../../contract/Topic";
import { byId } from "../rows";
import { useLongList, type Pages } from "../useLongList";
import type { BindingsView } from "./view";

const topics: readonly Topic[] = ["bindings"];

type Filter = Omit<BindingQuery, "before" | "limit">;

/** What the program is asked for. */
export function filterOf({ liveOnly, accountId }: BindingsView, search: string): Filter {
  return { live_only: liveOnly, account_id: accountId, search: search.trim() };
}

/** The filtered bindings, page by page. */
export function useBindings(filter: Filter): Pages<Binding> {
  const { newest, ...pages } = useLongList<Binding, BindingPage>({
    topics,
    name: "list_bindings",
    query: filter,
    ask: (api, page) => api.listBindings({ ...filter, ...page }),
    order: byId,
    counted: true,
  });
  return { ...pages, total: newest?.total ?? null };
}
