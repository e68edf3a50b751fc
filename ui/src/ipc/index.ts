// The only importer of @tauri-apps. Everything else talks to the program through `api`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import { client, type Client } from "../contract/client";
import type { Changed } from "../contract/Changed";
import { makeAhead } from "./ahead";

const ahead = makeAhead((command, request) => invoke(command, { request }));

/** The commands of the program. */
export const api: Client = client(ahead.take);

/** The same, for what is asked before the page that takes the answer is there. */
export const askAhead: Client = client(ahead.ask);

/** What was asked ahead and has come, as a `Here`. */
export const answered: Client = client(ahead.takeHere);

/** No answer to what was asked ahead is given to a page any more. */
export const forgetAhead = ahead.forget;

const listeners = new Set<(changed: Changed) => void>();

/** Settles when changes are heard: what was asked before may miss one. */
export const listening: Promise<unknown> = listen<Changed>("changed", ({ payload }) => {
  for (const listener of [...listeners]) listener(payload);
});

/** Calls `listener` whenever the program says that something changed; returns how to stop. */
export function onChanged(listener: (changed: Changed) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export { isProblem } from "./problem";
