import { Button } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../../contract/Conversation";
import { SuppressDialog } from "../suppression/SuppressDialog";
import classes from "./thread.module.css";

/** Asks about a reply that asks to stop. Does nothing by itself; marking the conversation as handled takes it away. */
export function StopProposal({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const [listing, list] = useState(false);
  const { stop_word: word, suppressed, handled, number_masked: masked, last_reply_id: replyId } = conversation;
  if (word === null || suppressed || handled !== null) return null;
  return (
    <section className={classes.proposal} aria-label={t("replies:stop.label")}>
      <IconHandStop size={16} aria-hidden />
      <p>
        {t("replies:stop.asks")} {t("replies:stop.question", { number: masked })}
      </p>
      <Button size="compact-sm" variant="default" onClick={() => list(true)}>
        {t("replies:stop.put")}
      </Button>
      {listing && (
        <SuppressDialog
          of={{ at: "reply", id: replyId }}
          masked={masked}
          why={t("replies:stop.why", { word })}
          onClose={() => list(false)}
        />
      )}
    </section>
  );
}
