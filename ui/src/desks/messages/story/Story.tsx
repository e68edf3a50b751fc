import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../../ipc/ask";
import { isGone } from "../../../ipc/problem";
import { AccountName } from "../../../parts/AccountName";
import { Marked } from "../../../parts/Marked";
import { PlainText } from "../../../parts/PlainText";
import { StateBadge } from "../../../parts/StateBadge";
import { When } from "../../../parts/When";
import { ListFailure } from "../../ListFailure";
import { Notice } from "../../Notice";
import drawer from "../../Story.module.css";
import { ModeMark } from "../ModeMark";
import { AnswerBox } from "./AnswerBox";
import { MessageDetails } from "./MessageDetails";
import { NumberHead } from "./NumberHead";
import { StoryLinks } from "./StoryLinks";
import { StoryTimeline } from "./StoryTimeline";
import classes from "./story.module.css";

interface Props {
  id: number;
  onOpen: (id: number) => void;
}

/** What happened to one message, and what can be done about it. */
export function Story({ id, onOpen }: Props) {
  const { t } = useTranslation();
  const { data: story, error, refetch } = useAsk(["messages", "jobs"], ["message_story", id], (api) => api.messageStory(id));
  if (story === undefined && isGone(error)) return <p role="alert">{t("messages:story.gone")}</p>;
  if (story === undefined && error !== null) return <ListFailure failure={error} onAgain={() => void refetch()} />;
  if (story === undefined) return <Loader size="sm" aria-label={t("messages:story.loading")} />;
  const { message } = story;
  return (
    <article className={drawer.story}>
      <NumberHead id={id} masked={message.number_masked} />
      <div className={drawer.tags}>
        <StateBadge state={message.state} reportsHere={message.reports_here} />
        <AccountName vendor={message.vendor} name={message.account_name} />
        <ModeMark mode={message.mode} withWord />
        {message.reference !== "" && <PlainText text={t("messages:story.reference", { reference: message.reference })} />}
      </div>
      {message.scheduled_for !== null && (
        <p className={classes.scheduled}>
          {t("messages:story.scheduled")} <When at={message.scheduled_for} />
        </p>
      )}
      <figure className={classes.text}>
        {message.mode === "voice" && <figcaption>{t("messages:story.read_out")}</figcaption>}
        {/* It scrolls, and so the keyboard has to reach it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <p className={classes.bubble} dir="auto" tabIndex={0}>
          <Marked text={story.text} />
        </p>
      </figure>
      {story.arrived_twice && <Notice>{t("messages:story.arrived_twice")}</Notice>}
      {story.contradicted && <Notice>{t("messages:story.contradicted")}</Notice>}
      <AnswerBox story={story} />
      <StoryLinks story={story} onOpen={onOpen} />
      <StoryTimeline story={story} />
      <MessageDetails story={story} />
    </article>
  );
}
