import type { Account } from "../../contract/Account";
import { useAsk } from "../../ipc/ask";

/** The accounts that bind privacy numbers; none until known. */
export function useBindingAccounts(): readonly Account[] | undefined {
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors()).data;
  if (accounts === undefined || vendors === undefined) return undefined;
  const binding = new Set(vendors.filter(({ capabilities }) => capabilities.bindings).map(({ id }) => id));
  return accounts.filter(({ vendor }) => binding.has(vendor));
}
