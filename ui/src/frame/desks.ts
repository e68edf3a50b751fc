import {
  IconActivity,
  IconArrowBackUp,
  IconKey,
  IconMessages,
  IconSend,
  IconSettings,
  IconShieldHalf,
  IconWallet,
} from "@tabler/icons-react";
import type { FC } from "react";

export interface DeskEntry {
  path: string;
  label: string;
  icon: FC<{ size?: number; stroke?: number }>;
}

/** The desks of daily work. */
export const workDesks: readonly DeskEntry[] = [
  { path: "/send", label: "frame:desk.send", icon: IconSend },
  { path: "/privacy", label: "frame:desk.privacy", icon: IconShieldHalf },
  { path: "/messages", label: "frame:desk.messages", icon: IconMessages },
  { path: "/replies", label: "frame:desk.replies", icon: IconArrowBackUp },
  { path: "/balances", label: "frame:desk.balances", icon: IconWallet },
];

/** The desks that set things up. */
export const setupDesks: readonly DeskEntry[] = [
  { path: "/accounts", label: "frame:desk.accounts", icon: IconKey },
  { path: "/log", label: "frame:desk.log", icon: IconActivity },
  { path: "/settings", label: "frame:desk.settings", icon: IconSettings },
];
