import { IconPhoneCall, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Scheduled } from "../../contract/Scheduled";
import type { SendMode } from "../../contract/SendMode";
import { useNow } from "../../frame/useNow";
import { ApproveButton } from "../ApproveButton";
import { sendLabel } from "./sendLabel";

interface Props {
  numbers: number;
  mode: SendMode;
  scheduled: Scheduled | null;
  practice: boolean;
  ready: boolean;
  busy: boolean;
  onClick: () => void;
}

/** Sends what the panel shows, and says to how many. */
export function SendButton({ numbers, mode, scheduled, practice, ready, busy, onClick }: Props) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const Icon = mode === "voice" ? IconPhoneCall : IconSend;
  return (
    <ApproveButton icon={<Icon size={16} aria-hidden />} ready={ready} busy={busy} onClick={onClick}>
      {sendLabel(t, { numbers, mode, practice, scheduled, now })}
    </ApproveButton>
  );
}
