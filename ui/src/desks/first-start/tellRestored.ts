import { notifications } from "@mantine/notifications";
import type { TFunction } from "i18next";

/** Says what a restored copy does not do by itself; stays until it is closed, over whatever page comes next. */
export function tellRestored(t: TFunction): void {
  notifications.show({
    id: "restored",
    role: "alert",
    color: "orange",
    autoClose: false,
    title: t("start:backup.restored"),
    message: t("start:backup.restored_means"),
    closeButtonProps: { "aria-label": t("common:close") },
  });
}
