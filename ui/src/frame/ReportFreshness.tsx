import { Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconCheck, IconClock } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { PollHealth } from "../contract/PollHealth";
import { reasonNextStep, reasonSentence } from "../parts/reasons";
import classes from "./StatusBar.module.css";
import { useNow } from "./useNow";

function ago(t: TFunction, at: number | null, now: number): string {
  if (at === null) return t("frame:never");
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return t("frame:seconds_ago", { count: seconds });
  if (seconds < 3600) return t("frame:minutes_ago", { count: Math.floor(seconds / 60) });
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? t("frame:hours_ago", { count: hours }) : t("frame:days_ago", { count: Math.floor(hours / 24) });
}

/** When reports last came, of the account whose are the oldest where any are due; all of them on a click. */
export function ReportFreshness({ polls }: { polls: readonly PollHealth[] }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const failing = polls.filter((poll) => poll.failing !== null);
  const due = polls.filter((poll) => poll.due);
  const oldest = (due.length > 0 ? due : polls).reduce<number | null>((old, { reports_at }) => {
    if (old === null || reports_at === null) return null;
    return Math.min(old, reports_at);
  }, Number.MAX_SAFE_INTEGER);
  return (
    <Popover position="top-start" shadow="md" width={300} trapFocus>
      <Popover.Target>
        <UnstyledButton className={`${classes["button"] ?? ""} ${failing.length > 0 ? (classes["warning"] ?? "") : ""}`}>
          {failing.length === 0 ? (
            <IconCheck size={14} className={classes["fine"]} aria-hidden />
          ) : (
            <IconClock size={14} aria-hidden />
          )}
          <span className="tabular">
            {failing.length === 0
              ? oldest === null
                ? t("frame:reports_never")
                : t("frame:reports_refreshed", { ago: ago(t, oldest, now) })
              : t("frame:reports_failing", { count: failing.length })}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("frame:reports_of_accounts")}>
        <Stack gap="sm">
          {polls.map((poll) => (
            <div key={poll.account_id}>
              <Text size="sm" fw={600}>
                {poll.account_name}
              </Text>
              <Text size="sm" c="dimmed">
                {t("frame:reports_line", { ago: ago(t, poll.reports_at, now) })}
                <br />
                {t("frame:replies_line", { ago: ago(t, poll.replies_at, now) })}
              </Text>
              {poll.failing !== null && (
                <Text size="sm">
                  <strong>{reasonSentence(t, poll.failing)}</strong>
                  <br />
                  {reasonNextStep(t, poll.failing)}
                </Text>
              )}
            </div>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
