import { Collapse, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";

import classes from "./Folded.module.css";

interface Props {
  label: string;
  /** Whether it begins open: what goes out must not hide under a fold. */
  open: boolean;
  children: ReactNode;
}

/** Boxes of a form that are rarely needed, under a fold. */
export function Folded({ label, open: atFirst, children }: Props) {
  const id = useId();
  const [opened, open] = useState(atFirst);
  return (
    <div>
      <UnstyledButton className={classes.more} aria-expanded={opened} aria-controls={id} onClick={() => open(!opened)}>
        <IconChevronRight size={14} aria-hidden data-open={opened || undefined} />
        {label}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {children}
      </Collapse>
    </div>
  );
}
