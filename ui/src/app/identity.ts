import type { UseQueryResult } from "@tanstack/react-query";

import type { Identity } from "../contract/Identity";
import { useAsk } from "../ipc/ask";

/** Who works at this desk; null until asked once. */
export function useIdentity(): UseQueryResult<Identity | null> {
  return useAsk(["profile"], ["identity"], (api) => api.identity());
}

/** The key of the question, for whoever changes the answer. */
export const identityKey = [["profile"], "identity"] as const;
