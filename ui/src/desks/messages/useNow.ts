import { useSyncExternalStore } from "react";

const STEP_MS = 15_000;

/** Spans are shown to the minute; one clock for the whole table is enough. */
let now = Date.now();

function listen(listener: () => void): () => void {
  now = Date.now();
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, STEP_MS);
  return () => clearInterval(timer);
}

/** The time, moving on every few seconds. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}
