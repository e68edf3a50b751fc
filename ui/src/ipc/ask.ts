import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import type { Topic } from "../contract/Topic";
import type { Client } from "../contract/client";
import { Here } from "./ahead";
import { useApi, useProgram } from "./context";

/**
 * Asks the program, and asks again whenever one of `topics` changed.
 * The first part of the key is the list of topics: `app/refresh.ts` finds the query by it.
 */
export function useAsk<T>(
  topics: readonly Topic[],
  key: readonly unknown[],
  ask: (api: Client) => Promise<T>,
  options: { enabled?: boolean; keep?: boolean } = {},
): UseQueryResult<T> {
  const { api, answered } = useProgram();
  return useQuery<T>({
    queryKey: [topics, ...key],
    queryFn: () => ask(api),
    initialData: () => (answered === undefined ? undefined : (valueOf(ask(answered)) as T | undefined)),
    enabled: options.enabled ?? true,
    placeholderData: options.keep === true ? (previous: T | undefined) => previous as never : undefined,
  });
}

/** What a question answered by `answered` gave. */
function valueOf(answer: unknown): unknown {
  return answer instanceof Here ? answer.answer?.value : undefined;
}

/** Does something in the program; errors are shown by `app/queryClient.ts` unless `quiet`. */
export function useDo<In, Out>(
  act: (api: Client, input: In) => Promise<Out>,
  options: { quiet?: boolean; done?: (out: Out, input: In) => void } = {},
): UseMutationResult<Out, unknown, In> {
  const api = useApi();
  return useMutation({
    mutationFn: (input: In) => act(api, input),
    meta: { quiet: options.quiet ?? false },
    onSuccess: options.done,
  });
}
