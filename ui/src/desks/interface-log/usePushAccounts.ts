import type { Account } from "../../contract/Account";
import { useAsk } from "../../ipc/ask";

/** The accounts whose vendors push something; none until known. */
export function usePushAccounts(): readonly Account[] | undefined {
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors()).data;
  if (accounts === undefined || vendors === undefined) return undefined;
  const pushing = new Set(vendors.filter(({ capabilities }) => capabilities.pushes.length > 0).map(({ id }) => id));
  return accounts.filter(({ vendor }) => pushing.has(vendor));
}
