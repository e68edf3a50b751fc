import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

/** What a desk remembers while the operator is at another one. In memory only: it may hold customers' numbers. */
export interface Memory<T> {
  read: () => T;
  write: (change: Partial<T>) => void;
  listen: (listener: () => void) => () => void;
}

function makeMemory<T>(empty: () => T): Memory<T> {
  let value = empty();
  const listeners = new Set<() => void>();
  return {
    read: () => value,
    write: (change) => {
      value = { ...value, ...change };
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Makes the hook of one desk's memory, which begins as `empty`. */
export function rememberFor<T>(empty: () => T): () => { value: T; memory: Memory<T> } {
  // Each opening of a profile has its own store of answers, and forgets with it:
  // what was typed in practice must not turn up among live accounts.
  const memories = new WeakMap<QueryClient, Memory<T>>();
  return function useMemory() {
    const opening = useQueryClient();
    const memory = memories.get(opening) ?? makeMemory(empty);
    memories.set(opening, memory);
    return { value: useSyncExternalStore(memory.listen, memory.read), memory };
  };
}
