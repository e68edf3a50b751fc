import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Reply } from "../../contract/Reply";
import { AccountName } from "../../parts/AccountName";
import { When } from "../../parts/When";
import { useMessagesView, wholeView } from "../messages/view";
import classes from "./replies.module.css";
import { ReplyNumber } from "./ReplyNumber";
import { ReplyText } from "./ReplyText";

/** One reply, with where it came from and what it answers. */
export function ReplyItem({ reply }: { reply: Reply }) {
  const { t } = useTranslation();
  const { memory } = useMessagesView();
  const { message_id: messageId } = reply;
  return (
    <li className={classes.reply}>
      <div className={classes.head}>
        <ReplyNumber id={reply.id} masked={reply.number_masked} />
        <span className={classes.account}>
          <AccountName vendor={reply.vendor} name={reply.account_name} />
        </span>
        <span className={classes.received}>
          <When at={reply.received_at} />
        </span>
      </div>
      <ReplyText text={reply.content} />
      <div className={classes.foot}>
        <span>{t("replies:vendor_time", { time: reply.vendor_time })}</span>
        {reply.extension !== "" && <span>{t("replies:extension", { extension: reply.extension })}</span>}
        {messageId !== null && (
          <Anchor
            component={Link}
            href="/messages"
            size="xs"
            onClick={() => memory.write({ ...wholeView(), currentId: messageId, openId: messageId })}
          >
            {t("replies:message")}
          </Anchor>
        )}
      </div>
    </li>
  );
}
