import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconArrowBackUp, IconBan, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../../contract/Conversation";
import { AccountName } from "../../../parts/AccountName";
import { MaskedNumber } from "../../../parts/MaskedNumber";
import story from "../../Story.module.css";
import { Marks } from "../Marks";
import { SuppressDialog } from "../suppression/SuppressDialog";
import { useHandled } from "../useHandled";
import classes from "./thread.module.css";

/** With whom, over which account, and what can be done with the conversation as a whole. */
export function ThreadHead({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const [listing, list] = useState(false);
  const handled = useHandled();
  const { id, number_masked: masked, suppressed } = conversation;
  const isHandled = conversation.handled !== null;
  const change = () => handled.toggle(conversation);
  useHotkeys([
    [
      "e",
      (event) => {
        const inDialog = event.target instanceof Element && event.target.closest("[role=dialog]") !== null;
        if (!event.repeat && !inDialog) change();
      },
    ],
  ]);
  const words = {
    reveal: t("replies:number.reveal", { number: masked }),
    hide: t("replies:number.hide", { number: masked }),
    recorded: t("replies:number.recorded"),
  };
  return (
    <header className={classes.head}>
      <div className={story.head}>
        <h2>
          <MaskedNumber masked={masked} of={{ at: "conversation", id }} words={words} />
        </h2>
      </div>
      <div className={story.tags}>
        <AccountName vendor={conversation.vendor} name={conversation.account_name} />
        {conversation.extension !== "" && <span>{t("replies:extension", { extension: conversation.extension })}</span>}
        <Marks conversation={conversation} />
      </div>
      <div className={classes.acts}>
        <Button
          size="compact-sm"
          variant="default"
          loading={handled.busy}
          onClick={change}
          leftSection={isHandled ? <IconArrowBackUp size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
          rightSection={
            <Kbd size="xs" aria-hidden>
              E
            </Kbd>
          }
          aria-keyshortcuts="E"
        >
          {isHandled ? t("replies:open_again") : t("replies:handled")}
        </Button>
        {!suppressed && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => list(true)} leftSection={<IconBan size={14} aria-hidden />}>
            {t("replies:suppress")}
          </Button>
        )}
      </div>
      {listing && <SuppressDialog of={{ at: "conversation", id }} masked={masked} onClose={() => list(false)} />}
    </header>
  );
}
