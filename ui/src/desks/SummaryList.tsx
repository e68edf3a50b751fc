import type { ReactNode } from "react";

import classes from "./SummaryList.module.css";

/** What a plan comes to, a line each. */
export function SummaryList({ children }: { children: ReactNode }) {
  return <dl className={classes.summary}>{children}</dl>;
}

interface LineProps {
  name: string;
  /** Whether it is what the others come to. */
  total?: boolean;
  children: ReactNode;
}

/** One line of the list. */
export function SummaryLine({ name, total = false, children }: LineProps) {
  return (
    <div data-total={total || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
