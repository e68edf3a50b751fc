import type { TFunction } from "i18next";

import type { ExportList } from "../../contract/ExportList";

/** The columns of each list, as the program names them, in its order. */
export const columns = {
  messages: [
    "state",
    "number",
    "account",
    "vendor",
    "kind",
    "text",
    "segments",
    "approved_at",
    "submitted_at",
    "state_at",
    "reason",
    "code",
    "reference",
    "operator",
    "job",
    "id",
  ],
  replies: ["number", "account", "vendor", "text", "received_at", "vendor_time", "extension", "handled_by"],
  bindings: ["state", "kind", "x_number", "a_number", "b_number", "account", "vendor", "approved_at", "ends_at", "subid", "reason", "reference", "operator", "id"],
  number: ["at", "kind", "number", "other_number", "x_number", "account", "vendor", "state", "text", "duration", "reason", "reference", "operator"],
} as const satisfies Record<ExportList["list"], readonly string[]>;

/** What stands above each column, in the language of the window. */
export function headingsOf(t: TFunction, list: ExportList["list"]): Record<string, string> {
  return Object.fromEntries(columns[list].map((column) => [column, t(`export:heading.${column}`)]));
}
