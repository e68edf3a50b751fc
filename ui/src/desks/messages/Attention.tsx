import { UnstyledButton } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowsSplit,
  IconHelpHexagon,
  IconLinkOff,
  IconMailQuestion,
  IconPlayerPause,
  IconWallet,
  IconX,
} from "@tabler/icons-react";
import type { FC } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { DeskStatus } from "../../contract/DeskStatus";
import type { MessageFilter } from "../../contract/MessageFilter";
import { useDeskStatus } from "../../frame/useDeskStatus";
import { figures } from "../../parts/figures";
import { openReplies, useRepliesView } from "../replies/view";
import classes from "./attention.module.css";
import { useMessagesView, viewOf } from "./view";

/** One sort of thing that waits for a person. */
interface Waiting {
  name: keyof typeof icons;
  count: number;
  words: string;
  go: () => void;
}

const icons = {
  unknown: IconHelpHexagon,
  failed: IconX,
  jobs: IconPlayerPause,
  replies: IconArrowBackUp,
  balances: IconWallet,
  foreign: IconArrowsSplit,
  foreign_ids: IconMailQuestion,
  bindings: IconLinkOff,
} satisfies Record<string, FC<{ size?: number }>>;

interface Props {
  /** Leads to the jobs above the list. */
  onJobs: () => void;
  /** Leads into the list, which shows something else now. */
  onList: () => void;
}

/** What needs a person, and only what is there; each leads to its list. */
export function Attention(props: Props) {
  const status = useDeskStatus();
  return status === undefined ? null : <Strip status={status} {...props} />;
}

function Strip({ status, onJobs, onList }: Props & { status: DeskStatus }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { memory: messages } = useMessagesView();
  const { memory: replies } = useRepliesView();
  const show = (filter: Partial<MessageFilter>) => {
    messages.write(viewOf(filter));
    onList();
  };
  const of = (count: number) => ({ count, n: figures(count) });
  const all: Waiting[] = [
    {
      name: "unknown",
      count: status.unknown,
      words: t("messages:attention.unknown", of(status.unknown)),
      go: () => show({ states: ["unknown"] }),
    },
    {
      name: "failed",
      count: status.failed_today,
      words: t("messages:attention.failed", of(status.failed_today)),
      go: () => show({ states: ["failed", "rejected"], changed_days: 1 }),
    },
    { name: "jobs", count: status.paused_jobs, words: t("messages:attention.jobs", of(status.paused_jobs)), go: onJobs },
    {
      name: "replies",
      count: status.unread_replies,
      words: t("messages:attention.replies", of(status.unread_replies)),
      go: () => {
        replies.write({ ...openReplies(), show: "unread" });
        go("/replies");
      },
    },
    { name: "balances", count: status.low_balances, words: t("messages:attention.balances", of(status.low_balances)), go: () => go("/balances") },
    { name: "bindings", count: status.bindings_in_doubt, words: t("messages:attention.bindings", of(status.bindings_in_doubt)), go: () => go("/privacy") },
    { name: "foreign", count: status.foreign_items, words: t("messages:attention.foreign", of(status.foreign_items)), go: () => go("/log/kept") },
    { name: "foreign_ids", count: status.foreign_ids, words: t("messages:attention.foreign_ids", of(status.foreign_ids)), go: () => go("/log/kept") },
  ];
  const waiting = all.filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={t("messages:attention.title")}>
      <h2>{t("messages:attention.title")}</h2>
      <ul>
        {waiting.map(({ name, words, go: lead }) => {
          const Icon = icons[name];
          return (
            <li key={name}>
              <UnstyledButton className={classes.waiting} data-look={name} onClick={lead}>
                <Icon size={15} aria-hidden />
                {words}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
