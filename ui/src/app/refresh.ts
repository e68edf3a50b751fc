import type { Query, QueryClient } from "@tanstack/react-query";

import type { Program } from "../ipc/context";

/** Whether a query made by `useAsk` depends on one of the topics. */
function depends(queryKey: readonly unknown[], topics: readonly string[]): boolean {
  const asked = queryKey[0];
  return Array.isArray(asked) && asked.some((topic) => topics.includes(topic as string));
}

/** Asks again whatever depends on what the program says has changed; returns how to stop. */
export function refreshOnChange(program: Program, queries: QueryClient): () => void {
  return program.onChanged(({ topics }) => {
    const concerned = (query: Query) => depends(query.queryKey, topics);
    // An answer that is on its way was asked for before the change, and would pass for a fresh one: when
    // the page nobody looks at any more is opened again, or at once where it is the page's first answer,
    // which asking again alone does not replace.
    queries.removeQueries({ type: "inactive", fetchStatus: "fetching", predicate: concerned });
    void queries.cancelQueries({ fetchStatus: "fetching", predicate: concerned }, { silent: true });
    void queries.invalidateQueries({ predicate: concerned });
  });
}
