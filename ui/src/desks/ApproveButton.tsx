import { Button, Kbd } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./ApproveButton.module.css";

interface Props {
  icon: ReactNode;
  /** What it does, to the number and the time. */
  children: string;
  ready: boolean;
  busy: boolean;
  onClick: () => void;
}

/** The button that approves what the panel shows; Ctrl+Enter presses it. */
export function ApproveButton({ icon, children, ready, busy, onClick }: Props) {
  return (
    <Button
      fullWidth
      disabled={!ready || busy}
      loading={busy}
      onClick={onClick}
      leftSection={icon}
      rightSection={
        <Kbd size="xs" className={classes.shortcut} aria-hidden>
          Ctrl ↵
        </Kbd>
      }
      aria-keyshortcuts="Control+Enter"
    >
      {children}
    </Button>
  );
}
