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
    backup: status.backup_due ? t("frame:backup_due") : null,
    foreign: status.foreign_items > 0 ? t("frame:foreign_items", { count: status.foreign_items }) : null,
    ids: status.foreign_ids > 0 ? t("frame:foreign_ids", { count: status.foreign_ids }) : null,
    strays: status.stray_reports > 0 ? t("frame:stray_reports", { count: status.stray_reports }) : null,
    quarantined: status.quarantined > 0 ? t("frame:quarantined", { count: status.quarantined }) : null,
  };
  // What the interface log keeps aside.
  const kept = [
    { label: labels.foreign, meaning: t("frame:foreign_items_meaning") },
    { label: labels.ids, meaning: t("frame:foreign_ids_meaning") },
    { label: labels.strays, meaning: t("frame:stray_reports_meaning") },
    { label: labels.quarantined, meaning: t("frame:quarantined_meaning") },
  ].flatMap(({ label, meaning }) => (label === null ? [] : [{ label, meaning }]));
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
          <Stack gap="sm">
            <GapList gaps={status.gaps} />
            <ToKept />
          </Stack>
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
      {labels.backup !== null && (
        <StatusWarning label={labels.backup}>
          <Text size="sm">{t("frame:backup_due_meaning")}</Text>
          <Anchor href="#/settings/keeping" size="sm">
            {t("frame:open_keeping")}
          </Anchor>
        </StatusWarning>
      )}
      {kept.map(({ label, meaning }) => (
        <StatusWarning key={meaning} label={label}>
          <Text size="sm">{meaning}</Text>
          <ToKept />
        </StatusWarning>
      ))}
      <VisuallyHidden role="status">
        {Object.values(labels)
          .filter((label) => label !== null)
          .join(" · ")}
      </VisuallyHidden>
    </>
  );
}

/** The way to the page that lists them. */
function ToKept() {
  const { t } = useTranslation();
  return (
    <Anchor href="#/log/kept" size="sm">
      {t("frame:open_kept")}
    </Anchor>
  );
}
