import { Popover, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./StatusBar.module.css";

interface Props {
  label: string;
  /** What it means and what to do. */
  children: ReactNode;
}

/** Something that is wrong; what it means opens on a click. */
export function StatusWarning({ label, children }: Props) {
  return (
    <Popover position="top-start" shadow="md" width={320} trapFocus>
      <Popover.Target>
        <UnstyledButton className={`${classes["button"] ?? ""} ${classes["warning"] ?? ""}`}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>{label}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}
