import type { Query, QueryClient } from "@tanstack/react-query";

import type { Topic } from "../contract/Topic";
import type { Program } from "../ipc/context";

/** Whether a query made by `useAsk` depends on one of the topics. */
function depends(queryKey: readonly unknown[], topics: readonly string[]): boolean {
  const asked = queryKey[0];
  return Array.isArray(asked) && asked.some((topic) => topics.includes(topic as string));
}

/** Changes that come closer together than this are one: a job tells of each of its operations. */
const GATHER_MS = 250;

/** Asks again whatever depends on what the program says has changed; returns how to stop. */
export function refreshOnChange(program: Program, queries: QueryClient): () => void {
  const gathered = new Set<Topic>();
  /** Questions that were on their way when something changed: what they bring was asked for before it. */
  const again = new Set<string>();
  let pause: ReturnType<typeof setTimeout> | null = null;

  const refresh = () => {
    const topics = [...gathered];
    gathered.clear();
    const concerned = (query: Query) => depends(query.queryKey, topics);
    // The answer would pass for a fresh one when the page nobody looks at any more is opened again.
    queries.removeQueries({ type: "inactive", fetchStatus: "fetching", predicate: concerned });
    // Begun anew with each change, a question would never come to its answer: it is let finish, and asked once more.
    for (const { queryHash } of queries.getQueryCache().findAll({ fetchStatus: "fetching", predicate: concerned })) again.add(queryHash);
    void queries.invalidateQueries({ fetchStatus: "idle", predicate: concerned });
  };

  const stopWatching = queries.getQueryCache().subscribe((event) => {
    const { queryHash, queryKey } = event.query as Query;
    if (event.type === "removed") again.delete(queryHash);
    const finished = event.type === "updated" && (event.action.type === "success" || event.action.type === "error");
    if (finished && again.delete(queryHash)) void queries.invalidateQueries({ queryKey, exact: true });
  });

  const gather = () => {
    refresh();
    pause = setTimeout(() => {
      pause = null;
      if (gathered.size > 0) gather();
    }, GATHER_MS);
  };
  const stopHearing = program.onChanged(({ topics }) => {
    for (const topic of topics) gathered.add(topic);
    if (pause === null) gather();
  });

  return () => {
    stopHearing();
    stopWatching();
    if (pause !== null) clearTimeout(pause);
  };
}
