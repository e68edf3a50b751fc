import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { MessageRow } from "../../../contract/MessageRow";
import { Marked } from "../../../parts/Marked";
import { PlainText } from "../../../parts/PlainText";
import { ReasonText } from "../../../parts/ReasonText";
import { StateBadge } from "../../../parts/StateBadge";
import { beginning } from "../../../parts/text";
import { When } from "../../../parts/When";
import { useMessagesView } from "../../messages/view";
import { placeOf } from "../../useOpenRow";
import classes from "./thread.module.css";

/** What was sent from here, and what became of it. */
export function OurMessage({ message }: { message: MessageRow }) {
  const { t } = useTranslation();
  const { memory } = useMessagesView();
  const { id } = message;
  return (
    <li className={classes.ours}>
      <div className={classes.bubble}>
        <p className={classes.sent} dir="auto">
          <Marked text={message.text} />
        </p>
      </div>
      <p className={classes.foot}>
        <StateBadge state={message.state} reportsHere={message.reports_here} />
        {message.reason !== null && <ReasonText reason={message.reason} />}
        <When at={message.submitted_at ?? message.approved_at} />
        <PlainText text={message.operator} />
        <Anchor
          component={Link}
          href="/messages"
          inherit
          onClick={() => memory.write(placeOf(id))}
          aria-label={t("replies:thread.story_of", { text: beginning(message.text, 40) })}
        >
          {t("replies:thread.story")}
        </Anchor>
      </p>
    </li>
  );
}
