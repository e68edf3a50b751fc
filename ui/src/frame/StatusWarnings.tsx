import { Anchor, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { DeskStatus } from "../contract/DeskStatus";
import { ReasonText } from "../parts/ReasonText";
import { GapList } from "./GapList";
import { StatusWarning } from "./StatusWarning";
import { useTimedSignatures } from "./useTimedSignatures";

/** What needs a person; nothing when nothing does. */
export function StatusWarnings({ status }: { status: DeskStatus }) {
  const { t } = useTranslation();
  const timed = useTimedSignatures();
  // A clock that nobody signs by may be wrong.
  const skew = timed ? status.clock_skew_seconds : null;
  const labels = {
    jobs: status.paused_jobs > 0 ? t("frame:jobs_waiting", { count: status.paused_jobs }) : null,
    gaps: status.gaps.length > 0 ? t("frame:gaps", { count: status.gaps.length }) : null,
    paused: status.paused_accounts.length > 0 ? t("frame:paused_accounts", { count: status.paused_accounts.length }) : null,
    bindings: status.bindings_in_doubt > 0 ? t("frame:bindings_in_doubt", { count: status.bindings_in_doubt }) : null,
    low: status.low_balances > 0 ? t("frame:low_balances", { count: status.low_balances }) : null,
    skew: skew !== null ? t("frame:clock_skew", { count: Math.abs(skew) }) : null,
    foreign: status.foreign_reports > 0 ? t("frame:foreign_reports", { count: status.foreign_reports }) : null,
    foreign_ids: status.foreign_ids > 0 ? t("frame:foreign_ids", { count: status.foreign_ids }) : null,
    quarantined: status.quarantined > 0 ? t("frame:quarantined", { count: status.quarantined }) : null,
  };
  return (
    <>
      {labels.jobs !== null && (
        <StatusWarning label={labels.jobs}>
          <Text size="sm">{t("frame:jobs_waiting_meaning")}</Text>
          <Anchor href="#/messages" size="sm">
            {t("frame:open_messages")}
          </Anchor>
        </StatusWarning>
      )}
      {labels.bindings !== null && (
        <StatusWarning label={labels.bindings}>
          <Text size="sm">{t("frame:bindings_in_doubt_meaning")}</Text>
          <Anchor href="#/privacy" size="sm">
            {t("frame:open_privacy")}
          </Anchor>
        </StatusWarning>
      )}
      {labels.gaps !== null && (
        <StatusWarning label={labels.gaps}>
          <GapList gaps={status.gaps} />
        </StatusWarning>
      )}
      {labels.paused !== null && (
        <StatusWarning label={labels.paused}>
          <Stack gap="sm">
            {status.paused_accounts.map((account) => (
              <Text key={account.account_id} size="sm" component="div">
                <strong>
                  <ReasonText reason={account.reason} />
                </strong>
                <br />
                <Anchor href={`#/accounts/${account.account_id}`} size="sm">
                  {account.account_name}
                </Anchor>
              </Text>
            ))}
          </Stack>
        </StatusWarning>
      )}
      {labels.low !== null && (
        <StatusWarning label={labels.low}>
          <Text size="sm">{t("frame:low_balances_meaning")}</Text>
          <Anchor href="#/balances" size="sm">
            {t("frame:open_balances")}
          </Anchor>
        </StatusWarning>
      )}
      {labels.skew !== null && (
        <StatusWarning label={labels.skew}>
          <Text size="sm">{t("frame:clock_skew_meaning")}</Text>
        </StatusWarning>
      )}
      {labels.foreign !== null && (
        <StatusWarning label={labels.foreign}>
          <Text size="sm">{t("frame:foreign_reports_meaning")}</Text>
        </StatusWarning>
      )}
      {labels.foreign_ids !== null && (
        <StatusWarning label={labels.foreign_ids}>
          <Text size="sm">{t("frame:foreign_ids_meaning")}</Text>
        </StatusWarning>
      )}
      {labels.quarantined !== null && (
        <StatusWarning label={labels.quarantined}>
          <Text size="sm">{t("frame:quarantined_meaning")}</Text>
        </StatusWarning>
      )}
      <VisuallyHidden role="status">
        {Object.values(labels)
          .filter((label) => label !== null)
          .join(" · ")}
      </VisuallyHidden>
    </>
  );
}
