import type { TFunction } from "i18next";

import type { Binding } from "../../contract/Binding";
import { AccountName } from "../../parts/AccountName";
import { NumberLink } from "../../parts/NumberLink";
import { PlainText } from "../../parts/PlainText";
import type { Column } from "../RowTable";
import { BindingBadge } from "./BindingBadge";
import { Pair } from "./Pair";
import { Remaining } from "./Remaining";

export function columnsOf(t: TFunction): Column<Binding>[] {
  return [
    { id: "state", heading: t("privacy:column.state"), cell: ({ state }) => <BindingBadge state={state} /> },
    { id: "x", heading: t("privacy:column.x"), cell: ({ id, x_number }) => <NumberLink quiet of={{ at: "binding_x", id }} shown={x_number} /> },
    {
      id: "pair",
      heading: t("privacy:column.pair"),
      cell: ({ id, kind, a_number_masked, b_number_masked }) => (
        <Pair
          kind={kind}
          a={<NumberLink quiet of={{ at: "binding_a", id }} shown={a_number_masked} />}
          b={<NumberLink quiet of={{ at: "binding_b", id }} shown={b_number_masked} />}
        />
      ),
    },
    { id: "left", heading: t("privacy:column.left"), wraps: true, cell: (binding) => <Remaining binding={binding} /> },
    {
      id: "reference",
      heading: t("privacy:column.reference"),
      cell: ({ reference }) => (
        <span title={reference}>
          <PlainText text={reference} />
        </span>
      ),
    },
    {
      id: "account",
      heading: t("privacy:column.account"),
      cell: ({ vendor, account_name }) => <AccountName vendor={vendor} name={account_name} />,
    },
  ];
}
