import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { PollStatus } from "../../../contract/PollStatus";
import { GapList } from "../../../frame/GapList";
import { useDeskStatus } from "../../../frame/useDeskStatus";
import { useAsk } from "../../../ipc/ask";
import { EmptyState } from "../../../parts/EmptyState";
import { Page } from "../../../parts/Page";
import classes from "../log.module.css";
import { LogTabs } from "../LogTabs";
import { PollLine } from "./PollLine";

/** Its columns, with their widths in pixels: they fit a window of 1280, and a long name takes no other column's room. */
const columns = [
  ["account", 160],
  ["kind", 120],
  ["last", 152],
  ["items", null],
  ["lag", 64],
  ["next", 104],
  ["interval", 136],
  ["now", 118],
] as const;

export const columnNames = columns.map(([name]) => name);

/** How every poll of every account goes. */
export function Polls() {
  const { t } = useTranslation();
  const polls = useAsk(["exchanges", "status", "accounts"], ["list_polls"], (api) => api.listPolls()).data;
  const gaps = useDeskStatus()?.gaps ?? [];
  const gapsOf = (poll: PollStatus) => gaps.filter(({ account_id, kind }) => account_id === poll.account_id && kind === poll.kind);
  // Of accounts that are polled no more.
  const others = polls === undefined ? [] : gaps.filter((gap) => !polls.some((poll) => gapsOf(poll).includes(gap)));
  return (
    <Page title={t("log:heading")} count={t("log:about")}>
      <LogTabs />
      {polls?.length === 0 ? (
        <EmptyState title={t("log:polls.empty")}>{t("log:polls.empty_why")}</EmptyState>
      ) : (
        <div className={classes.polls}>
          <Table layout="fixed" verticalSpacing={6} aria-label={t("log:tab.polls")}>
            <colgroup>
              {columns.map(([name, width]) => (
                <col key={name} style={width === null ? undefined : { width }} />
              ))}
            </colgroup>
            <Table.Thead>
              <Table.Tr>
                {columns.map(([column]) => (
                  <Table.Th key={column}>{t(`log:polls.column.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {polls?.map((poll, index) => (
                <PollLine key={`${String(poll.account_id)} ${poll.kind}`} poll={poll} first={polls[index - 1]?.account_id !== poll.account_id} gaps={gapsOf(poll)} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {others.length > 0 && <GapList gaps={others} />}
    </Page>
  );
}
