import { useAsk } from "../ipc/ask";

/** Whether an account that is in use signs with the time, so that a wrong clock matters. */
export function useTimedSignatures(): boolean {
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors()).data;
  const timed = new Set(vendors?.filter(({ capabilities }) => capabilities.timed_signature).map(({ id }) => id));
  return accounts?.some(({ enabled, vendor }) => enabled && timed.has(vendor)) ?? false;
}
