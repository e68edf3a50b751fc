import type { TFunction } from "i18next";

import type { Push } from "../../contract/Push";
import { AccountName } from "../../parts/AccountName";
import { When } from "../../parts/When";
import type { Column } from "../RowTable";
import { effectsInWords, troubles } from "./effects";

export function columnsOf(t: TFunction): Column<Push>[] {
  return [
    { id: "time", heading: t("log:column.time"), cell: ({ received_at }) => <When at={received_at} /> },
    {
      id: "account",
      heading: t("log:column.account"),
      cell: ({ vendor, account_name }) => <AccountName vendor={vendor} name={account_name} />,
    },
    { id: "kind", heading: t("log:column.kind"), wraps: true, cell: ({ kind }) => t(`log:kind.${kind}`) },
    { id: "how", heading: t("log:column.how"), cell: ({ pasted }) => (pasted ? t("log:how.pasted") : t("log:how.received")) },
    {
      id: "effects",
      heading: t("log:column.effects"),
      wraps: true,
      cell: ({ effects }) => {
        const words = effectsInWords(t, effects);
        return effects.some(({ what }) => troubles.includes(what.kind)) ? <strong>{words}</strong> : words;
      },
    },
  ];
}
