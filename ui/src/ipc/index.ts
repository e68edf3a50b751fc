// The only importer of @tauri-apps. Everything else talks to the program through `api`.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import { client, type Client } from "../contract/client";
import type { Changed } from "../contract/Changed";

/** The commands of the program. */
export const api: Client = client((command, request) => invoke(command, { request }));

/** Calls `listener` whenever the program says that something changed; returns how to stop. */
export function onChanged(listener: (changed: Changed) => void): () => void {
  const stopping = listen<Changed>("changed", (event) => {
    listener(event.payload);
  });
  return () => {
    void stopping.then((stop) => {
      stop();
    });
  };
}

export { isProblem } from "./problem";
