import { useSyncExternalStore } from "react";

import type { Client } from "../../contract/client";
import { useApi } from "../../ipc/context";
import { useOpenProfile } from "./openProfile";
import { emptyForm, type SendForm } from "./form";

/** Keeps the form while the operator is at another desk. In memory only: it holds customers' numbers. */
export interface FormStore {
  read: () => SendForm;
  write: (change: Partial<SendForm>) => void;
  listen: (listener: () => void) => () => void;
}

function makeStore(): FormStore {
  let form = emptyForm();
  const listeners = new Set<() => void>();
  return {
    read: () => form,
    write: (change) => {
      form = { ...form, ...change };
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const stores = new WeakMap<Client, Map<string, FormStore>>();

/** One store per program and profile: what was typed in practice must not turn up among live accounts. */
function storeOf(api: Client, profile: string): FormStore {
  const known = stores.get(api) ?? new Map<string, FormStore>();
  stores.set(api, known);
  const store = known.get(profile) ?? makeStore();
  known.set(profile, store);
  return store;
}

export function useSendForm(): { form: SendForm; store: FormStore } {
  const api = useApi();
  const { key } = useOpenProfile();
  const store = storeOf(api, key);
  return { form: useSyncExternalStore(store.listen, store.read), store };
}
