import { createColumnHelper, tableFeatures } from "@tanstack/react-table";

import type { MessageRow } from "../../contract/MessageRow";
import { AccountName } from "../../parts/AccountName";
import { StateBadge } from "../../parts/StateBadge";
import { When } from "../../parts/When";
import { Billed } from "./Billed";
import { MessageResult } from "./MessageResult";
import { ModeMark } from "./ModeMark";

export const features = tableFeatures({});

const column = createColumnHelper<typeof features, MessageRow>();

/** The ids name the headings, which the table translates. */
export const columns = [
  column.display({
    id: "state",
    cell: ({ row: { original } }) => <StateBadge state={original.state} reportsHere={original.reports_here} />,
  }),
  column.display({ id: "number", cell: ({ row }) => <span className="tabular">{row.original.number_masked}</span> }),
  column.display({
    id: "account",
    cell: ({ row: { original } }) => <AccountName vendor={original.vendor} name={original.account_name} />,
  }),
  column.display({
    id: "text",
    cell: ({ row: { original } }) => (
      <span dir="auto" title={original.text}>
        <ModeMark mode={original.mode} />
        {original.text}
      </span>
    ),
  }),
  column.display({ id: "segments", cell: ({ row }) => <Billed row={row.original} /> }),
  column.display({
    id: "time",
    cell: ({ row: { original } }) => <When at={original.submitted_at ?? original.approved_at} />,
  }),
  column.display({ id: "result", cell: ({ row }) => <MessageResult row={row.original} /> }),
];
