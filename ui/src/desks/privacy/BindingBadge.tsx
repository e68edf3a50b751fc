import {
  IconAlertOctagon,
  IconBan,
  IconClockOff,
  IconHelpHexagon,
  IconLink,
  IconLoader,
  IconPlugConnectedX,
  IconQuestionMark,
  IconSendOff,
  IconUnlink,
} from "@tabler/icons-react";
import type { FC } from "react";
import { useTranslation } from "react-i18next";

import type { BindingState } from "../../contract/BindingState";
import classes from "../../parts/StateBadge.module.css";
import type { StateShape } from "../../parts/StateBadge";

type Icon = FC<{ size: number; stroke?: number }>;

const looks: Record<BindingState, { shape: StateShape; icon: Icon }> = {
  binding: { shape: "waiting", icon: IconLoader },
  bound: { shape: "fine", icon: IconLink },
  unconfirmed: { shape: "doubt", icon: IconQuestionMark },
  unknown: { shape: "doubt", icon: IconHelpHexagon },
  rejected: { shape: "barred", icon: IconBan },
  not_sent: { shape: "barred", icon: IconSendOff },
  releasing: { shape: "waiting", icon: IconPlugConnectedX },
  still_bound: { shape: "failed", icon: IconAlertOctagon },
  released: { shape: "waiting", icon: IconUnlink },
  ended: { shape: "waiting", icon: IconClockOff },
};

/** Where a binding stands: quiet when fine, filled only where a person is needed. */
export function BindingBadge({ state }: { state: BindingState }) {
  const { t } = useTranslation();
  const { shape, icon: Icon } = looks[state];
  return (
    <span className={`${classes["badge"] ?? ""} ${classes[shape] ?? ""}`} data-shape={shape}>
      <Icon size={14} stroke={2} aria-hidden />
      {t(`privacy:state.${state}`)}
    </span>
  );
}
