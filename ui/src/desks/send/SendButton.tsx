import { Button, Kbd } from "@mantine/core";
import { IconPhoneCall, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Scheduled } from "../../contract/Scheduled";
import type { SendMode } from "../../contract/SendMode";
import { useNow } from "../../frame/useNow";
import classes from "./plan.module.css";
import { sendLabel } from "./sendLabel";

interface Props {
  numbers: number;
  mode: SendMode;
  scheduled: Scheduled | null;
  practice: boolean;
  ready: boolean;
  busy: boolean;
  onClick: () => void;
}

export function SendButton({ numbers, mode, scheduled, practice, ready, busy, onClick }: Props) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const Icon = mode === "voice" ? IconPhoneCall : IconSend;
  return (
    <Button
      fullWidth
      disabled={!ready}
      loading={busy}
      onClick={onClick}
      leftSection={<Icon size={16} aria-hidden />}
      rightSection={
        <Kbd size="xs" className={classes.shortcut} aria-hidden>
          Ctrl ↵
        </Kbd>
      }
      aria-keyshortcuts="Control+Enter"
    >
      {sendLabel(t, { numbers, mode, practice, scheduled, now })}
    </Button>
  );
}
