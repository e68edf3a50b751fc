import { Anchor, Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Suppressed } from "../../../contract/Suppressed";
import { MaskedNumber } from "../../../parts/MaskedNumber";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import story from "../../Story.module.css";
import { SummaryLine, SummaryList } from "../../SummaryList";
import { openReplies, useRepliesView } from "../view";
import { useTakeOff } from "./useTakeOff";
import { WhyField } from "./WhyField";
import classes from "./suppression.module.css";

interface Props {
  row: Suppressed;
  onGone: () => void;
}

/** Who put a number on the list, when and why; and the way to take it off. */
export function SuppressedStory({ row, onGone }: Props) {
  const { t } = useTranslation();
  const { id, number_masked: masked } = row;
  const { why, setWhy, problems, busy, submit } = useTakeOff(row, onGone);
  const words = {
    reveal: t("replies:number.reveal", { number: masked }),
    hide: t("replies:number.hide", { number: masked }),
    recorded: t("replies:number.recorded"),
  };
  return (
    <div className={story.story}>
      <div className={story.head}>
        <h2 className={classes.head}>
          <MaskedNumber masked={masked} of={{ at: "suppressed", id }} words={words} />
        </h2>
      </div>
      <p>{t("suppression:story.means")}</p>
      <SummaryList>
        <SummaryLine name={t("suppression:column.why")}>
          <PlainText className={classes.why} text={row.why} />
        </SummaryLine>
        <SummaryLine name={t("suppression:column.who")}>
          <PlainText text={row.operator} />
        </SummaryLine>
        <SummaryLine name={t("suppression:column.at")}>
          <When at={row.at} />
        </SummaryLine>
        {row.reply_id !== null && (
          <SummaryLine name={t("suppression:story.from")}>
            <AskedBy conversationId={row.conversation_id} />
          </SummaryLine>
        )}
      </SummaryList>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        noValidate
      >
        <Stack gap="sm" align="stretch">
          <h3>{t("suppression:off.title")}</h3>
          <p>{t("suppression:off.means")}</p>
          <WhyField
            value={why}
            problems={problems}
            placeholder={t("suppression:off.example")}
            onChange={setWhy}
          />
          <Button type="submit" variant="default" loading={busy}>
            {t("suppression:off.button")}
          </Button>
        </Stack>
      </form>
    </div>
  );
}

/** The reply that asked for it: the way to its conversation, as long as it is here. */
function AskedBy({ conversationId: id }: { conversationId: number | null }) {
  const { t } = useTranslation();
  const { memory } = useRepliesView();
  if (id === null) return t("suppression:story.reply_gone");
  return (
    <Anchor component={Link} href="/replies" inherit onClick={() => memory.write({ ...openReplies(), show: "all", currentId: id, openId: id })}>
      {t("suppression:story.reply")}
    </Anchor>
  );
}
