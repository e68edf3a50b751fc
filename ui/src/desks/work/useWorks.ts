import type { Work } from "../../contract/Work";
import type { WorkKind } from "../../contract/WorkKind";
import { useAsk } from "../../ipc/ask";

/** Exports, backups and clean-ups since the program started, newest first. */
export function useWorks(): readonly Work[] {
  return useAsk(["work"], ["list_work"], (api) => api.listWork()).data ?? [];
}

/** Whether work of a kind is under way. */
export function useIsRunning(kind: WorkKind): boolean {
  return useWorks().some((work) => work.kind === kind && work.state.state === "running");
}
