import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { Confirmation } from "../../contract/Confirmation";
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
              <ConfirmationText one={one} />
            </li>
          ))}
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {t("send:confirm.cancel")}
          </Button>
          <Button onClick={onConfirm}>{sendLabel(t, asking?.plan.numbers ?? 0, practice)}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function ConfirmationText({ one }: { one: Confirmation }) {
  const { t } = useTranslation();
  switch (one.kind) {
    case "many_numbers":
      return t("send:confirm.many_numbers", { count: one.numbers, n: figures(one.numbers) });
    case "sent_before":
      return t("send:confirm.sent_before", {
        count: one.numbers,
        n: figures(one.numbers),
        at: clock(new Date(one.last_at)),
      });
    case "balance_too_low":
      return t("send:confirm.balance_too_low", { left: figures(one.messages_left), needed: figures(one.needed) });
  }
}
