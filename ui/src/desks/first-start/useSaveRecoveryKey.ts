import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

import { useDo } from "../../ipc/ask";

/** Saves the recovery key where the system's dialog says, and tells where that was. */
export function useSaveRecoveryKey(done?: () => void): { save: () => void; isSaving: boolean } {
  const { t } = useTranslation();
  const { mutate, isPending } = useDo((api) => api.saveRecoveryKey(), {
    done: ({ path }) => {
      // None: the dialog was closed.
      if (path === null) return;
      notifications.show({
        color: "teal",
        title: t("start:recovery.saved"),
        message: t("start:recovery.saved_at", { path }),
        autoClose: 12_000,
        closeButtonProps: { "aria-label": t("common:close") },
      });
      done?.();
    },
  });
  return { save: () => mutate(undefined), isSaving: isPending };
}
