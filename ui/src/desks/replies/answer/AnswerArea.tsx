import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Account } from "../../../contract/Account";
import type { Conversation } from "../../../contract/Conversation";
import { useAsk } from "../../../ipc/ask";
import { AnswerBox } from "./AnswerBox";
import classes from "./answer.module.css";

interface Props {
  conversation: Conversation;
  /** Gives the keyboard back to the list. */
  onLeave: () => void;
}

/** The box to answer in, or why there is none. */
export function AnswerArea({ conversation, onLeave }: Props) {
  const { t } = useTranslation();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const account = accounts?.find(({ id }) => id === conversation.account_id);
  if (conversation.suppressed) {
    return (
      <p className={classes.barred}>
        {t("replies:barred.suppressed")}{" "}
        <Anchor component={Link} href="/replies/suppressed" inherit>
          {t("replies:barred.to_list")}
        </Anchor>
      </p>
    );
  }
  if (accounts === undefined) return null;
  if (!conversation.can_answer || account === undefined) return <NotAnswerable account={account} />;
  return <AnswerBox conversation={conversation} account={account} onLeave={onLeave} />;
}

function Why({ account }: { account: Account }) {
  const { t } = useTranslation();
  const vendors = useAsk([], ["list_vendors"], (api) => api.listVendors()).data;
  const sends = vendors?.find(({ id }) => id === account.vendor)?.capabilities.sends;
  if (!account.enabled) return t("replies:barred.off");
  if (account.missing_secrets.length > 0) return t("replies:barred.secret");
  // Else it is the sender: a short code, or a name.
  return sends?.some(({ mode }) => mode === "plain") === true ? t("replies:barred.number") : t("replies:barred.no_text");
}

/** Why nothing can be answered over this account, and where that can be changed. */
function NotAnswerable({ account }: { account: Account | undefined }) {
  const { t } = useTranslation();
  if (account === undefined) return <p className={classes.barred}>{t("replies:barred.deleted")}</p>;
  return (
    <p className={classes.barred}>
      <Why account={account} />{" "}
      <Anchor component={Link} href={`/accounts/${account.id}`} inherit>
        {t("replies:barred.to_account")}
      </Anchor>
    </p>
  );
}
