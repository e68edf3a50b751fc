import { notifications } from "@mantine/notifications";

import { i18n } from "../i18n";

/** Says that something went well. Politely: a screen reader finishes its sentence first. */
export function announce(message: string, title?: string): void {
  notifications.show({
    role: "status",
    color: "teal",
    title,
    message,
    autoClose: title === undefined ? 4_000 : 12_000,
    closeButtonProps: { "aria-label": i18n.t("common:close") },
  });
}
