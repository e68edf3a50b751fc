import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { StrayReport } from "../../../contract/StrayReport";
import type { StrayReports } from "../../../contract/StrayReports";
import { AccountName } from "../../../parts/AccountName";
import { figures } from "../../../parts/figures";
import { ReasonText } from "../../../parts/ReasonText";
import { StateBadge } from "../../../parts/StateBadge";
import { When } from "../../../parts/When";
import classes from "../log.module.css";

/** Reports of sends that are not in this data any more, and what to do about them. */
export function Strays({ strays: { count, newest } }: { strays: StrayReports }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("log:strays.title")}>
      <h2>{t("log:strays.title")}</h2>
      <p className={classes.words}>{t("log:strays.words")}</p>
      <p className={classes.words}>{t("log:strays.next")}</p>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("log:column.account")}</Table.Th>
            <Table.Th>{t("log:strays.number")}</Table.Th>
            <Table.Th>{t("log:strays.says")}</Table.Th>
            <Table.Th>{t("log:strays.names")}</Table.Th>
            <Table.Th>{t("log:strays.came")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {newest.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <AccountName vendor={one.vendor} name={one.account_name} />
              </Table.Td>
              <Table.Td className="tabular">{one.number_masked}</Table.Td>
              <Table.Td>
                <Said report={one} />
              </Table.Td>
              <Table.Td>
                {one.token}
                {one.msg_id !== "" && <div className={classes.quiet}>{one.msg_id}</div>}
              </Table.Td>
              <Table.Td>
                <When at={one.received_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {count > newest.length && <p className={classes.quiet}>{t("log:strays.more", { n: figures(newest.length), all: figures(count) })}</p>}
    </section>
  );
}

/** What became of the message, and why where it failed. */
function Said({ report: { state, vendor, table, code } }: { report: StrayReport }) {
  return (
    <>
      {state !== null && <StateBadge state={state} />}
      {state !== "delivered" && (
        <div>
          <ReasonText reason={{ kind: "report_code", vendor, table, code }} />
        </div>
      )}
    </>
  );
}
