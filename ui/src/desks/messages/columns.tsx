import type { TFunction } from "i18next";

import type { MessageRow } from "../../contract/MessageRow";
import { AccountName } from "../../parts/AccountName";
import { NumberLink } from "../../parts/NumberLink";
import { Marked } from "../../parts/Marked";
import { StateBadge } from "../../parts/StateBadge";
import type { Column } from "../RowTable";
import { Billed } from "./Billed";
import { MessageResult } from "./MessageResult";
import { ModeMark } from "./ModeMark";
import { Sent } from "./Sent";

export function columnsOf(t: TFunction): Column<MessageRow>[] {
  return [
    {
      id: "state",
      heading: t("messages:column.state"),
      cell: ({ state, reports_here }) => <StateBadge state={state} reportsHere={reports_here} />,
    },
    { id: "number", heading: t("messages:column.number"), cell: ({ id, number_masked }) => <NumberLink quiet of={{ at: "message", id }} shown={number_masked} /> },
    {
      id: "account",
      heading: t("messages:column.account"),
      cell: ({ vendor, account_name }) => <AccountName vendor={vendor} name={account_name} />,
    },
    {
      id: "text",
      heading: t("messages:column.text"),
      cell: ({ text, mode }) => (
        <span dir="auto" title={text}>
          <ModeMark mode={mode} />
          <Marked text={text} />
        </span>
      ),
    },
    { id: "segments", heading: t("messages:column.segments"), cell: (row) => <Billed row={row} /> },
    { id: "time", heading: t("messages:column.time"), cell: ({ submitted_at, approved_at }) => <Sent submitted={submitted_at} approved={approved_at} /> },
    { id: "result", heading: t("messages:column.result"), wraps: true, cell: (row) => <MessageResult row={row} /> },
  ];
}
