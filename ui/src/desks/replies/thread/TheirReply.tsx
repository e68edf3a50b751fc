import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Reply } from "../../../contract/Reply";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import { ReplyText } from "../ReplyText";
import classes from "./thread.module.css";

interface Props {
  reply: Reply;
  /** The extension the thread's head names. */
  extension: string;
  /** Whether everything from here on was unread when the thread was opened. */
  isFirstNew: boolean;
}

/** What the customer wrote. */
export function TheirReply({ reply, extension, isFirstNew }: Props) {
  const { t } = useTranslation();
  return (
    <li className={classes.theirs}>
      {isFirstNew && <p className={classes.newLine}>{t("replies:thread.new")}</p>}
      <div className={classes.bubble}>
        <ReplyText text={reply.content} />
      </div>
      <p className={classes.foot}>
        <span>
          <VisuallyHidden>{t("replies:thread.received")} </VisuallyHidden>
          <When at={reply.received_at} />
        </span>
        {reply.stop_word !== null && (
          <span>
            {t("replies:mark.stop_word")} <PlainText text={reply.stop_word} />
          </span>
        )}
        {reply.vendor_time !== "" && <span>{t("replies:vendor_time", { time: reply.vendor_time })}</span>}
        {reply.extension !== extension && reply.extension !== "" && <span>{t("replies:extension", { extension: reply.extension })}</span>}
      </p>
    </li>
  );
}
