import { Text, Timeline } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import type { StoryWhat } from "../../../contract/StoryWhat";
import { reasonSentence } from "../../../parts/reasons";
import { When } from "../../../parts/When";
import { figures } from "../../../parts/figures";
import classes from "./story.module.css";

interface Told {
  title: string;
  /** Stands behind the time. */
  more: string;
  look?: "doubt" | "bad" | "quiet";
}

const verdicts = new Set(["DELIVRD", "ACCEPTD", "UNKNOWN"]);

function told(t: TFunction, what: StoryWhat): Told {
  switch (what.kind) {
    case "approved":
      return {
        title: t("messages:event.approved"),
        more: t("messages:event.approved_by", { operator: what.operator, count: what.recipients, n: figures(what.recipients) }),
      };
    case "dispatched":
      return { title: t("messages:event.dispatched"), more: "" };
    case "accepted":
      return { title: t("messages:event.accepted"), more: what.msg_id === null ? t("messages:event.no_id") : t("messages:event.id", { id: what.msg_id }) };
    case "rejected":
      return { title: t("messages:event.rejected", { reason: reasonSentence(t, what.reason) }), more: "", look: "bad" };
    case "not_sent":
      return { title: t("messages:event.not_sent", { reason: reasonSentence(t, what.reason) }), more: "", look: "bad" };
    case "unknown":
      return { title: t("messages:event.unknown", { reason: reasonSentence(t, what.reason) }), more: "", look: "doubt" };
    case "report":
      return {
        title: t("messages:event.report", { reason: reasonSentence(t, { kind: "report_code", code: what.code }) }),
        more: what.decided
          ? t("messages:event.vendor_time", { time: what.vendor_time })
          : t("messages:event.did_not_decide", { time: what.vendor_time }),
        ...(verdicts.has(what.code) ? {} : { look: "bad" as const }),
      };
    case "no_report":
      return { title: t("messages:event.no_report"), more: "", look: "doubt" };
    case "decided":
      return {
        title: t(what.decision === "delivered" ? "messages:event.decided_delivered" : "messages:event.decided_failed"),
        more: t("messages:event.by_because", { operator: what.operator, why: what.why }),
      };
    case "sent_again":
      return { title: t("messages:event.sent_again"), more: t("messages:event.by_because", { operator: what.operator, why: what.why }) };
    case "revealed":
      return { title: t("messages:event.revealed"), more: what.operator, look: "quiet" };
  }
}

/** What happened, in order. */
export function StoryTimeline({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("messages:story.timeline")}>
      <Timeline active={story.events.length} bulletSize={12} lineWidth={2} color="gray" className={classes.timeline}>
        {story.events.map(({ at, what }, index) => {
          const { title, more, look } = told(t, what);
          return (
            <Timeline.Item key={index} title={title} data-look={look}>
              <Text size="xs" c="dimmed" component="div" className={classes.when}>
                <When at={at} />
                {more !== "" && <span dir="auto"> · {more}</span>}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    </section>
  );
}
