import { useTranslation } from "react-i18next";

import { useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";

/** Saves the recovery key where the system's dialog says, and tells where that was. */
export function useSaveRecoveryKey(done?: () => void): { save: () => void; isSaving: boolean } {
  const { t } = useTranslation();
  const { mutate, isPending } = useDo((api) => api.saveRecoveryKey(), {
    done: ({ path }) => {
      // None: the dialog was closed.
      if (path === null) return;
      announce(t("start:recovery.saved_at", { path }), t("start:recovery.saved"));
      done?.();
    },
  });
  return { save: () => mutate(undefined), isSaving: isPending };
}
