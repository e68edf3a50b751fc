import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "../../Dialog";

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
  return (
    <Dialog opened={opened} title={title} onClose={onClose}>
      <Stack gap="md">
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common:cancel")}
          </Button>
          <Button {...(danger ? { color: "red.9" } : {})} loading={busy} onClick={onAct}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
