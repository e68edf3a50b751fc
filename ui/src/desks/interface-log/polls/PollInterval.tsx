import { Button, Group, NumberInput, Popover, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PollStatus } from "../../../contract/PollStatus";
import type { SetPollInterval } from "../../../contract/SetPollInterval";
import { useDo } from "../../../ipc/ask";
import classes from "../log.module.css";
import { useSpan } from "./useSpan";

/** How often something is polled while nothing is awaited; opens a small form to change it. */
export function PollInterval({ poll }: { poll: PollStatus }) {
  const { t } = useTranslation();
  const span = useSpan();
  const [opened, open] = useState(false);
  const set_to = poll.interval_seconds ?? poll.default_seconds;
  return (
    <Popover opened={opened} onChange={open} trapFocus position="bottom-end" shadow="md" width={260}>
      <Popover.Target>
        <UnstyledButton className={classes.interval} onClick={() => open(!opened)} aria-label={t("log:interval.change", { span: span(set_to * 1_000) })}>
          {span(set_to * 1_000)}
          {poll.interval_seconds === null && <span className={classes.quiet}> {t("log:interval.default")}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <IntervalForm poll={poll} onSet={() => open(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** It exists only while it is open, and so begins with what is set then. */
function IntervalForm({ poll, onSet }: { poll: PollStatus; onSet: () => void }) {
  const { t } = useTranslation();
  const span = useSpan();
  const [seconds, type] = useState<number | string>(poll.interval_seconds ?? poll.default_seconds);
  const [outOfRange, show] = useState(false);
  const set = useDo((api, to: SetPollInterval) => api.setPollInterval(to), {
    done: (found) => {
      show(found.length > 0);
      if (found.length === 0) onSet();
    },
  });
  const to = (value: number | null) => set.mutate({ account_id: poll.account_id, kind: poll.kind, seconds: value });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof seconds === "number") to(seconds);
        else show(true);
      }}
    >
      <Stack gap="xs">
        <NumberInput
          label={t("log:interval.label")}
          min={10}
          max={86_400}
          value={seconds}
          onChange={type}
          error={outOfRange ? t("log:interval.range") : null}
          errorProps={{ role: "alert" }}
          hideControls
        />
        <Text size="xs" c="dimmed">
          {t("log:interval.words")}
        </Text>
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={set.isPending}>
            {t("common:save")}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => to(null)}>
            {t("log:interval.back", { span: span(poll.default_seconds * 1_000) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
