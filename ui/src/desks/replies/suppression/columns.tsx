import type { TFunction } from "i18next";

import type { Suppressed } from "../../../contract/Suppressed";
import { NumberLink } from "../../../parts/NumberLink";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import type { Column } from "../../RowTable";

export function columnsOf(t: TFunction): Column<Suppressed>[] {
  return [
    { id: "number", heading: t("suppression:column.number"), cell: ({ id, number_masked }) => <NumberLink quiet of={{ at: "suppressed", id }} shown={number_masked} /> },
    { id: "why", heading: t("suppression:column.why"), wraps: true, cell: ({ why }) => <PlainText text={why} /> },
    { id: "who", heading: t("suppression:column.who"), cell: ({ operator }) => <PlainText text={operator} /> },
    { id: "at", heading: t("suppression:column.at"), cell: ({ at }) => <When at={at} /> },
  ];
}
