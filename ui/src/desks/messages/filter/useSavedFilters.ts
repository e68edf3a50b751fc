import { useEffect, useLayoutEffect } from "react";

import type { MessageFilter } from "../../../contract/MessageFilter";
import type { SavedFilter } from "../../../contract/SavedFilter";
import { useAsk, useDo } from "../../../ipc/ask";
import { useMessagesView } from "../view";
import { everything, same } from "./filter";

/** A filter that was saved under a name. The one without is that which was set last: the window itself keeps nothing. */
export type NamedFilter = SavedFilter & { name: string };

const PAUSE_MS = 800;

function useAllSaved() {
  return useAsk(["filters"], ["list_saved_filters"], (api) => api.listSavedFilters());
}

/** Filters that were saved under a name, by name. */
export function useSavedFilters(): readonly NamedFilter[] {
  const { data = [] } = useAllSaved();
  return data.filter((saved): saved is NamedFilter => saved.name !== null);
}

/** What survives a restart: not what was searched for, nor one job, which are of the day. */
function lasting(filter: MessageFilter): MessageFilter {
  return { ...filter, search: "", job_id: null };
}

/** Sets the filter of the last time when the desk is first opened, and keeps the one that is set now. */
export function useLastFilter(): void {
  const { value: view, memory } = useMessagesView();
  const { data: saved, isError } = useAllSaved();
  const save = useDo((api, filter: MessageFilter) => api.saveFilter({ id: null, name: null, filter }), { quiet: true }).mutate;
  const last = saved?.find(({ name }) => name === null);
  const known = saved !== undefined || isError;

  // Before anything is drawn, where it is known by then.
  useLayoutEffect(() => {
    if (view.restored || !known) return;
    memory.write({ restored: true, ...(last === undefined ? {} : { filter: { ...everything, ...last.filter } }) });
  }, [view.restored, known, last, memory]);

  const now = lasting(view.filter);
  const due = view.restored && saved !== undefined && !same(now, last?.filter ?? everything);
  const key = JSON.stringify(now);
  useEffect(() => {
    if (!due) return undefined;
    const waiting = setTimeout(() => save(JSON.parse(key) as MessageFilter), PAUSE_MS);
    return () => clearTimeout(waiting);
  }, [due, key, save]);
}
