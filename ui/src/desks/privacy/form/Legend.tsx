import type { ReactNode } from "react";

import classes from "./form.module.css";

interface Props {
  /** What the group is labelled and described by: `…-label` and `…-help`. */
  id: string;
  label: string;
  help?: ReactNode;
}

/** The name of a group of boxes, and what it is for. */
export function Legend({ id, label, help }: Props) {
  return (
    <>
      <div id={`${id}-label`} className={classes.legend}>
        {label}
      </div>
      <div id={`${id}-help`} className={classes.help}>
        {help}
      </div>
    </>
  );
}
