import { Button, Table } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Gap } from "../../../contract/Gap";
import type { PollStatus } from "../../../contract/PollStatus";
import { useNow } from "../../../frame/useNow";
import { useDo } from "../../../ipc/ask";
import { AccountName } from "../../../parts/AccountName";
import { figures } from "../../../parts/figures";
import { ReasonText } from "../../../parts/ReasonText";
import { When } from "../../../parts/When";
import classes from "../log.module.css";
import { PollInterval } from "./PollInterval";
import { useSpan } from "./useSpan";

interface Props {
  poll: PollStatus;
  /** Whether it is the account's first line: only there stands its name. */
  first: boolean;
  /** Times of it in which something may have been lost. */
  gaps: readonly Gap[];
}

/** One poll of one account: how fresh, how much, how late, when next. */
export function PollLine({ poll, first, gaps }: Props) {
  const { t } = useTranslation();
  const span = useSpan();
  const now = useNow(1_000);
  const ask = useDo((api, id: number) => api.pollNow(id));
  const next = () => {
    if (poll.paused) return t("log:polls.paused");
    if (poll.in_flight) return t("log:polls.in_flight");
    if (poll.next_at === null) return t("log:polls.nothing_due");
    return poll.next_at <= now ? t("log:polls.due") : t("log:polls.in", { span: span(poll.next_at - now) });
  };
  return (
    <Table.Tr data-trouble={poll.failing !== null || undefined}>
      <Table.Td className={classes.of}>{first && <AccountName vendor={poll.vendor} name={poll.account_name} />}</Table.Td>
      <Table.Td className={classes.what}>{t(`log:poll.${poll.kind}`)}</Table.Td>
      <Table.Td>
        {poll.last_success_at === null ? t("log:polls.never") : <When at={poll.last_success_at} />}
        {poll.failing !== null && (
          <div className={classes.failing}>
            <ReasonText reason={poll.failing} />
          </div>
        )}
        {gaps.map((gap) => (
          <div key={gap.id} className={classes.gap}>
            {t("log:polls.gap")} <When at={gap.from_at} /> – <When at={gap.to_at} />
          </div>
        ))}
      </Table.Td>
      <Table.Td className="tabular">
        {t("log:polls.items_day", { n: figures(poll.items_day) })}
        {poll.last_items_at !== null && (
          <div className={classes.quiet}>
            {t("log:polls.last_items", { n: figures(poll.last_items) })} <When at={poll.last_items_at} />
          </div>
        )}
        {poll.open_messages !== null && <div className={classes.quiet}>{t("log:polls.open", { n: figures(poll.open_messages) })}</div>}
      </Table.Td>
      <Table.Td className="tabular">{poll.lag_milliseconds === null ? "–" : span(poll.lag_milliseconds)}</Table.Td>
      <Table.Td className="tabular">{next()}</Table.Td>
      <Table.Td>
        <PollInterval poll={poll} />
      </Table.Td>
      <Table.Td>
        {first && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={poll.paused}
            loading={ask.isPending}
            leftSection={<IconRefresh size={12} aria-hidden />}
            onClick={() => ask.mutate(poll.account_id)}
            aria-label={t("log:polls.now_of", { name: poll.account_name })}
          >
            {t("log:polls.now")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
