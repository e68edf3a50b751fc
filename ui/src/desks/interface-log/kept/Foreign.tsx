import { Table, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ForeignItems } from "../../../contract/ForeignItems";
import { AccountName } from "../../../parts/AccountName";
import { figures } from "../../../parts/figures";
import { When } from "../../../parts/When";
import classes from "../log.module.css";
import { counted } from "./counted";
import { HandOver } from "./HandOver";

/** What came here for other desks, or for nobody known. */
export function Foreign({ items }: { items: readonly ForeignItems[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("log:kept.foreign")}>
      <h2>{t("log:kept.foreign")}</h2>
      <p className={classes.words}>{t("log:kept.foreign_words")}</p>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("log:column.account")}</Table.Th>
            <Table.Th>{t("log:kept.desk")}</Table.Th>
            <Table.Th>{t("log:kept.items")}</Table.Th>
            <Table.Th>{t("log:kept.from_to")}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t("log:kept.act")}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={`${String(one.account_id)} ${one.desk ?? ""}`}>
              <Table.Td>
                <AccountName vendor={one.vendor} name={one.account_name} />
              </Table.Td>
              <Table.Td>{one.desk ?? t("log:kept.unknown_ids")}</Table.Td>
              <Table.Td className="tabular">
                {counted(t, one)}
                {one.desk !== null && one.not_handed_over < one.reports + one.calls && (
                  <div className={classes.quiet}>{t("log:kept.handed", { n: figures(one.reports + one.calls - one.not_handed_over) })}</div>
                )}
              </Table.Td>
              <Table.Td>
                <When at={one.first_at} /> – <When at={one.last_at} />
              </Table.Td>
              <Table.Td>{one.desk !== null && <HandOver accountId={one.account_id} desk={one.desk} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
