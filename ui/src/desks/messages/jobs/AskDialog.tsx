import { Button, Group, Modal, Stack } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** What the button does, with its exact count. */
  action: string;
  danger?: boolean;
  busy: boolean;
  onAct: () => void;
  onClose: () => void;
}

/** Asks before something that costs or cannot be undone; Cancel has the focus. */
export function AskDialog({ opened, title, children, action, danger = false, busy, onAct, onClose }: Props) {
  const { t } = useTranslation();
  // Keys of the dialog are not keys of the desk under it.
  const keepKeys = (event: KeyboardEvent) => event.stopPropagation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("common:close") }}
      onKeyDown={keepKeys}
    >
      <Stack gap="md">
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common:cancel")}
          </Button>
          <Button {...(danger ? { color: "red" } : {})} loading={busy} onClick={onAct}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
