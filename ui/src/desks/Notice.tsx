import { IconAlertTriangle } from "@tabler/icons-react";
import { useId, type ReactNode } from "react";

import classes from "./Notice.module.css";

interface Props {
  title?: string;
  children: ReactNode;
  /** Whether it is read out at once, because it came up after something was pressed. */
  urgent?: boolean;
}

/** Something a person must know before going on. */
export function Notice({ title, children, urgent = false }: Props) {
  const id = useId();
  return (
    <div className={classes.notice} {...(urgent ? { role: "alert", "aria-labelledby": id } : {})}>
      <IconAlertTriangle size={16} aria-hidden />
      <div>
        {title !== undefined && <strong id={id}>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}
