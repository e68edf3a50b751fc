import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../../app/profile";
import type { MessageStory } from "../../../contract/MessageStory";
import type { SendPlan } from "../../../contract/SendPlan";
import { useDo } from "../../../ipc/ask";
import { Marked } from "../../../parts/Marked";
import { Notice } from "../../Notice";
import { WhyField } from "./DecideByHand";
import { FormDialog } from "./FormDialog";
import classes from "./story.module.css";

interface Props {
  story: MessageStory;
  onClose: () => void;
}

/** Sends a message in doubt once more, after its risk was named. */
export function SendAgainDialog({ story, onClose }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const [draftId] = useState(() => crypto.randomUUID());
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<SendPlan | null>(null);
  const again = useDo(
    (api, reason: string) => api.sendAgain({ draft_id: draftId, message_id: story.message.id, why: reason }),
    {
      done: (answer) => {
        if (answer.result === "approved") onClose();
        else setRefused(answer.plan);
      },
    },
  );
  const voice = story.message.mode === "voice";
  const sendAction = practice ? t("messages:again.practice") : t("messages:again.live");
  const callAction = practice ? t("messages:again.call_practice") : t("messages:again.call_live");
  const words = { number: story.message.number_masked };
  return (
    <FormDialog
      title={voice ? t("messages:again.call_title") : t("messages:again.title")}
      action={voice ? callAction : sendAction}
      busy={again.isPending}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (why.trim() !== "" && !again.isPending) again.mutate(why.trim());
      }}
    >
      <Notice title={voice ? t("messages:again.call_risk") : t("messages:again.risk")}>
        {voice ? t("messages:again.call_means", words) : t("messages:again.means", words)}
      </Notice>
      {/* It scrolls, and so the keyboard has to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <p className={classes.bubble} dir="auto" tabIndex={0}>
        <Marked text={story.text} />
      </p>
      <WhyField first value={why} missing={tried && why.trim() === ""} onChange={setWhy} placeholder={t("messages:again.why_example")} />
      {refused !== null && (
        <div role="alert" className={classes.refused}>
          {t("messages:again.refused")}
          <ul>
            {refused.blockers.map((blocker) => (
              <li key={blocker}>{t(`send:blocker.${blocker}`)}</li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}
