import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./EmptyState.module.css";

interface Props {
  icon?: ReactNode;
  title: string;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
}

/** Says that there is nothing here, and what to do next. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <Stack align="center" gap="xs" className={classes["empty"] ?? ""}>
      {icon !== undefined && (
        <span className={classes["icon"]} aria-hidden>
          {icon}
        </span>
      )}
      <Title order={2}>{title}</Title>
      {children !== undefined && (
        <Text c="dimmed" size="sm" component="div" className={classes["words"] ?? ""}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
