import {
  IconBan,
  IconCheck,
  IconClock,
  IconClockOff,
  IconClockPause,
  IconHelpHexagon,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import type { FC } from "react";
import { useTranslation } from "react-i18next";

import type { MessageState } from "../contract/MessageState";
import classes from "./StateBadge.module.css";

/** Each state has a shape of its own, so that it can be told without colour. */
export type StateShape = "fine" | "waiting" | "doubt" | "failed" | "barred";

const looks: Record<MessageState, { shape: StateShape; icon: FC<{ size: number; stroke?: number }> }> = {
  queued: { shape: "waiting", icon: IconClockPause },
  sending: { shape: "waiting", icon: IconSend },
  accepted: { shape: "waiting", icon: IconClock },
  delivered: { shape: "fine", icon: IconCheck },
  failed: { shape: "failed", icon: IconX },
  rejected: { shape: "barred", icon: IconBan },
  not_sent: { shape: "barred", icon: IconBan },
  unknown: { shape: "doubt", icon: IconHelpHexagon },
  no_report: { shape: "waiting", icon: IconClockOff },
};

interface Props {
  state: MessageState;
  /** False when this computer does not fetch the account's reports: accepted is the last thing seen here. */
  reportsHere?: boolean;
}

/** Where a message stands: quiet when fine, filled only where a person is needed. */
export function StateBadge({ state, reportsHere = true }: Props) {
  const { t } = useTranslation();
  const { shape, icon: Icon } = looks[state];
  const words = state === "accepted" && !reportsHere ? t("parts:accepted_no_reports") : t(`parts:state.${state}`);
  return (
    <span className={`${classes["badge"] ?? ""} ${classes[shape] ?? ""}`} data-shape={shape}>
      <Icon size={14} stroke={2} aria-hidden />
      {words}
    </span>
  );
}
