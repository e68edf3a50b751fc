import { VisuallyHidden } from "@mantine/core";
import type { TFunction } from "i18next";

import type { Conversation } from "../../contract/Conversation";
import { AccountName } from "../../parts/AccountName";
import { figures } from "../../parts/figures";
import { NumberLink } from "../../parts/NumberLink";
import { PlainText } from "../../parts/PlainText";
import { isBlank } from "../../parts/text";
import { When } from "../../parts/When";
import type { Column } from "../RowTable";
import { Marks } from "./Marks";
import classes from "./replies.module.css";

export function columnsOf(t: TFunction): Column<Conversation>[] {
  return [
    {
      id: "who",
      heading: t("replies:column.who"),
      cell: ({ id, number_masked, unread, vendor, account_name }) => (
        <span className={classes.who}>
          <span className={classes.number} data-unread={unread > 0 || undefined}>
            <NumberLink quiet of={{ at: "conversation", id }} shown={number_masked} />
            {unread > 0 && (
              <span className={classes.unread}>
                <span aria-hidden>{figures(unread)}</span>
                <VisuallyHidden>{t("replies:unread", { count: unread, n: figures(unread) })}</VisuallyHidden>
              </span>
            )}
          </span>
          <AccountName vendor={vendor} name={account_name} />
        </span>
      ),
    },
    {
      id: "last",
      heading: t("replies:column.last"),
      cell: (conversation) => (
        <span className={classes.last} data-unread={conversation.unread > 0 || undefined}>
          {isBlank(conversation.last_text) ? (
            <span className={classes.blank}>{t("replies:blank")}</span>
          ) : (
            <PlainText text={conversation.last_text} />
          )}
          <Marks conversation={conversation} />
        </span>
      ),
    },
    { id: "at", heading: t("replies:column.at"), cell: ({ last_at }) => <When at={last_at} /> },
  ];
}
