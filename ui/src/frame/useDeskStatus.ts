import type { DeskStatus } from "../contract/DeskStatus";
import { useAsk } from "../ipc/ask";

/** What the status bar and the badges show; none until known. */
export function useDeskStatus(): DeskStatus | undefined {
  return useAsk(["status"], ["desk_status"], (api) => api.deskStatus()).data;
}
