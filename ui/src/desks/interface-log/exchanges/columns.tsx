import type { TFunction } from "i18next";

import { AccountName } from "../../../parts/AccountName";
import { figures } from "../../../parts/figures";
import { ReasonText } from "../../../parts/ReasonText";
import { When } from "../../../parts/When";
import type { Column } from "../../RowTable";
import classes from "../log.module.css";
import { Outcome } from "./Outcome";
import type { ListedExchange } from "./ref";

export function columnsOf(t: TFunction): Column<ListedExchange>[] {
  return [
    { id: "time", heading: t("log:column.time"), cell: ({ at }) => <When at={at} /> },
    { id: "kind", heading: t("log:column.kind"), wraps: true, cell: ({ kind }) => t(`log:exchange.${kind}`) },
    {
      id: "account",
      heading: t("log:column.account"),
      cell: ({ vendor, account_name }) => <AccountName vendor={vendor} name={account_name} />,
    },
    {
      id: "request",
      heading: t("log:column.request"),
      wraps: true,
      cell: ({ method, path }) => (
        <code className={classes.path}>
          {method} {path}
        </code>
      ),
    },
    {
      id: "outcome",
      heading: t("log:column.outcome"),
      wraps: true,
      cell: ({ outcome, reason, status }) => (
        <>
          <Outcome outcome={outcome} />
          {reason !== null && (
            <>
              {" · "}
              <ReasonText reason={reason} />
            </>
          )}
          {reason === null && status !== null && status !== 200 && ` · HTTP ${String(status)}`}
        </>
      ),
    },
    { id: "items", heading: t("log:column.items"), cell: ({ items }) => (items === 0 ? "–" : figures(items)) },
    {
      id: "took",
      heading: t("log:column.took"),
      cell: ({ milliseconds }) => (milliseconds === null ? "–" : t("log:milliseconds", { ms: figures(milliseconds) })),
    },
  ];
}
