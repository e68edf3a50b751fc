import { useSyncExternalStore } from "react";

import type { Client } from "../contract/client";
import { useApi } from "../ipc/context";
import { useOpenProfile } from "./openProfile";

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
  // One for each program and profile: what was typed in practice must not turn up among live accounts.
  const programs = new WeakMap<Client, Map<string, Memory<T>>>();
  return function useMemory() {
    const api = useApi();
    const { key } = useOpenProfile();
    const profiles = programs.get(api) ?? new Map<string, Memory<T>>();
    programs.set(api, profiles);
    const memory = profiles.get(key) ?? makeMemory(empty);
    profiles.set(key, memory);
    return { value: useSyncExternalStore(memory.listen, memory.read), memory };
  };
}
