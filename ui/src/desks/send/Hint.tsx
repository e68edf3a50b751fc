import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A quiet line that helps. */
export function Hint({ children }: { children: ReactNode }) {
  return (
    <Text component="p" size="xs" c="dimmed">
      {children}
    </Text>
  );
}
