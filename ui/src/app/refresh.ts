import type { QueryClient } from "@tanstack/react-query";

import type { Program } from "../ipc/context";

/** Whether a query made by `useAsk` depends on one of the topics. */
function depends(queryKey: readonly unknown[], topics: readonly string[]): boolean {
  const asked = queryKey[0];
  return Array.isArray(asked) && asked.some((topic) => topics.includes(topic as string));
}

/** Asks again whatever depends on what the program says has changed; returns how to stop. */
export function refreshOnChange(program: Program, queries: QueryClient): () => void {
  return program.onChanged(({ topics }) => {
    void queries.invalidateQueries({ predicate: (query) => depends(query.queryKey, topics) });
  });
}
