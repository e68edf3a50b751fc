import { Anchor, Button, CloseButton, Paper } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useReady } from "../../app/profile";
import { useNow } from "../../frame/useNow";
import { useMessagesView, viewOf } from "../messages/view";
import { buttonCount } from "./buttonCount";
import type { JustApproved } from "./form";
import { briefly, readVendorText, wallClock } from "./sendTime";
import classes from "./plan.module.css";

interface Props {
  approved: JustApproved;
  canPutBack: boolean;
  onPutBack: (content: string) => void;
  onClose: () => void;
}

/** Says that the send is on its way, and leads to its messages. */
export function ApprovedNote({ approved, canPutBack, onPutBack, onClose }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const { memory } = useMessagesView();
  return (
    <Paper withBorder p="md" className={classes.approved}>
      <div className={classes.approvedHead}>
        <IconCheck size={16} aria-hidden />
        <span>
          <ApprovedText approved={approved} practice={practice} />
        </span>
        <CloseButton size="sm" aria-label={t("send:approved.close")} onClick={onClose} />
      </div>
      <div className={classes.approvedWays}>
        <Anchor component={Link} href="/messages" size="sm" onClick={() => memory.write(viewOf({ job_id: approved.jobId }))}>
          {t("send:approved.see")}
        </Anchor>
        {approved.content !== "" && canPutBack && (
          <Button variant="subtle" size="compact-sm" onClick={() => onPutBack(approved.content)}>
            {t("send:approved.put_back")}
          </Button>
        )}
      </div>
    </Paper>
  );
}

function ApprovedText({ approved, practice }: { approved: JustApproved; practice: boolean }) {
  const { t } = useTranslation();
  const { mode, scheduled } = approved;
  const now = useNow(60_000);
  const words = { count: approved.numbers, n: buttonCount(approved.numbers) };
  if (mode === "voice") return practice ? t("send:approved.call_practice", words) : t("send:approved.call_live", words);
  if (scheduled !== null) {
    const at = briefly(readVendorText(scheduled.vendor_text), wallClock(scheduled.zone, now));
    const then = { ...words, at, zone: scheduled.zone };
    return practice ? t("send:approved.at_practice", then) : t("send:approved.at_live", then);
  }
  return practice ? t("send:approved.practice", words) : t("send:approved.live", words);
}
