import { notifications } from "@mantine/notifications";
import { MutationCache, notifyManager, QueryCache, QueryClient } from "@tanstack/react-query";

import type { ProblemCode } from "../contract/ProblemCode";
import { i18n } from "../i18n";
import { isProblem } from "../ipc/problem";

// An answer that is there is drawn at once, not after a page without it.
notifyManager.setScheduler(queueMicrotask);

/** Problems of a question that the page itself answers by showing less. */
const expectedOfQueries: readonly ProblemCode[] = ["no_profile", "not_found"];

function show(error: unknown): void {
  const code: ProblemCode = isProblem(error) ? error.code : "internal";
  notifications.show({
    // One notification per kind of problem: a broken disk does not fill the screen.
    id: `problem-${code}`,
    role: "alert",
    color: "red",
    autoClose: 12_000,
    title: i18n.t(`problems:sentence.${code}`),
    message: i18n.t(`problems:next.${code}`),
    closeButtonProps: { "aria-label": i18n.t("common:close") },
  });
}

/** Makes the store of answers; what goes wrong is shown once, with what to do next. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The program is on this computer: it answers without a network too.
      // It tries again by itself where that is safe.
      queries: { networkMode: "always", retry: false, refetchOnWindowFocus: false, staleTime: 5_000 },
      // What was given to the program is forgotten with its answer: it may hold a secret.
      mutations: { networkMode: "always", retry: false, gcTime: 0 },
    },
    queryCache: new QueryCache({
      onError: (error: unknown) => {
        if (isProblem(error) && expectedOfQueries.includes(error.code)) return;
        show(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _input, _context, mutation) => {
        if (mutation.meta?.["quiet"] === true) return;
        show(error);
      },
    }),
  });
}
