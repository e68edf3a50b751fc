import { Anchor, Button, CloseButton, Paper } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useReady } from "../../app/profile";
import { useMessagesView, wholeView } from "../messages/view";
import { buttonCount } from "./buttonCount";
import type { JustApproved } from "./form";
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
  const words = { count: approved.numbers, n: buttonCount(approved.numbers) };
  return (
    <Paper withBorder p="md" className={classes.approved}>
      <div className={classes.approvedHead}>
        <IconCheck size={16} aria-hidden />
        <span>{practice ? t("send:approved.practice", words) : t("send:approved.live", words)}</span>
        <CloseButton size="sm" aria-label={t("send:approved.close")} onClick={onClose} />
      </div>
      <div className={classes.approvedWays}>
        <Anchor component={Link} href="/messages" size="sm" onClick={() => memory.write({ ...wholeView(), jobId: approved.jobId })}>
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
