import { Button, Kbd } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import classes from "./plan.module.css";
import { sendLabel } from "./sendLabel";

interface Props {
  numbers: number;
  practice: boolean;
  ready: boolean;
  busy: boolean;
  onClick: () => void;
}

export function SendButton({ numbers, practice, ready, busy, onClick }: Props) {
  const { t } = useTranslation();
  return (
    <Button
      fullWidth
      disabled={!ready}
      loading={busy}
      onClick={onClick}
      leftSection={<IconSend size={16} aria-hidden />}
      rightSection={
        <Kbd size="xs" className={classes.shortcut} aria-hidden>
          Ctrl ↵
        </Kbd>
      }
      aria-keyshortcuts="Control+Enter"
    >
      {sendLabel(t, numbers, practice)}
    </Button>
  );
}
