import { Menu } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** Where on the page; none while it is closed. */
  at: { x: number; y: number } | null;
  /** What a screen reader calls it. */
  label: string;
  /** Its items. */
  children: ReactNode;
  onClose: () => void;
}

/** A menu where the mouse was pressed, or beside what the keyboard is at. */
export function PointMenu({ at, label, children, onClose }: Props) {
  return (
    <Menu opened={at !== null} onClose={onClose} position="bottom-start" shadow="md" trapFocus transitionProps={{ duration: 0 }} withinPortal>
      <Menu.Target>
        <span aria-hidden style={{ position: "fixed", left: at?.x ?? 0, top: at?.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
    </Menu>
  );
}
