import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../ipc/ask";
import { EmptyState } from "../../../parts/EmptyState";
import { Page } from "../../../parts/Page";
import classes from "../log.module.css";
import { LogTabs } from "../LogTabs";
import { PollLine } from "./PollLine";

/** How every poll of every account goes. */
export function Polls() {
  const { t } = useTranslation();
  const polls = useAsk(["exchanges", "status", "accounts"], ["list_polls"], (api) => api.listPolls()).data;
  return (
    <Page title={t("log:heading")} count={t("log:about")}>
      <LogTabs />
      {polls?.length === 0 ? (
        <EmptyState title={t("log:polls.empty")}>{t("log:polls.empty_why")}</EmptyState>
      ) : (
        <div className={classes.polls}>
          <Table verticalSpacing={6} aria-label={t("log:tab.polls")}>
            <Table.Thead>
              <Table.Tr>
                {["account", "kind", "last", "items", "lag", "next", "interval", "now"].map((column) => (
                  <Table.Th key={column}>{t(`log:polls.column.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {polls?.map((poll, index) => (
                <PollLine key={`${String(poll.account_id)} ${poll.kind}`} poll={poll} first={polls[index - 1]?.account_id !== poll.account_id} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Page>
  );
}
