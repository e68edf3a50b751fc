import { ActionIcon } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";

interface Props {
  shown: boolean;
  busy: boolean;
  /** What a press does, as a screen reader says it. */
  label: string;
  /** Beside a line of text rather than a heading. */
  small?: boolean;
  /** Whether it is told as a switch that is on while the number is shown. */
  toggles?: boolean;
  onClick: () => void;
}

/** The eye beside a masked number. */
export function RevealButton({ shown, busy, label, small = false, toggles = false, onClick }: Props) {
  const Icon = shown ? IconEyeOff : IconEye;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={small ? "sm" : "md"}
      aria-label={label}
      title={label}
      aria-pressed={toggles ? shown : undefined}
      loading={busy}
      onClick={onClick}
    >
      <Icon size={small ? 15 : 16} aria-hidden />
    </ActionIcon>
  );
}
