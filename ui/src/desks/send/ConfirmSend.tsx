import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { Confirmation } from "../../contract/Confirmation";
import { useNow } from "../../frame/useNow";
import { figures } from "../../parts/figures";
import { clock } from "../../parts/time";
import { sendLabel } from "./sendLabel";
import classes from "./plan.module.css";
import type { Planned } from "./usePlan";

interface Props {
  asking: Planned | null;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks once more about what the plan says must be confirmed. */
export function ConfirmSend({ asking, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const now = useNow(60_000);
  const mode = asking?.draft.body.mode ?? "plain";
  return (
    <Modal
      opened={asking !== null}
      onClose={onCancel}
      title={t("send:confirm.title")}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("common:close") }}
      centered
    >
      <Stack gap="md">
        <ul className={classes.confirmations}>
          {asking?.plan.confirmations.map((one) => (
            <li key={one.kind}>
              <ConfirmationText one={one} voice={mode === "voice"} />
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t("send:confirm.cancel")}
          </Button>
          <Button onClick={onConfirm}>
            {sendLabel(t, { numbers: asking?.plan.numbers ?? 0, mode, practice, scheduled: asking?.plan.scheduled ?? null, now })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const count = (numbers: number) => ({ count: numbers, n: figures(numbers) });

/** One thing that must be confirmed. */
export function ConfirmationText({ one, voice }: { one: Confirmation; voice: boolean }) {
  const { t } = useTranslation();
  switch (one.kind) {
    case "many_numbers":
      return voice ? t("send:confirm.many_calls", count(one.numbers)) : t("send:confirm.many_numbers", count(one.numbers));
    case "sent_before": {
      const words = { ...count(one.numbers), at: clock(new Date(one.last_at)) };
      return voice ? t("send:confirm.called_before", words) : t("send:confirm.sent_before", words);
    }
    case "balance_too_low":
      return t("send:confirm.balance_too_low", { left: figures(one.messages_left), needed: figures(one.needed) });
  }
}
