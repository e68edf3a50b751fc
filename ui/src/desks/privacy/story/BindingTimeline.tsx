import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { BindingEvent } from "../../../contract/BindingEvent";
import type { BindingWhat } from "../../../contract/BindingWhat";
import { reasonSentence } from "../../../parts/reasons";
import { EventTimeline, type Told } from "../../EventTimeline";

/** What a request can end as. */
export const outcomes = ["accepted", "rejected", "not_sent", "unknown"] as const;
type Outcome = (typeof outcomes)[number];

const looks: Record<Outcome, Told["look"]> = { accepted: undefined, rejected: "bad", not_sent: "bad", unknown: "doubt" };

function told(t: TFunction, what: BindingWhat): Told {
  switch (what.kind) {
    case "approved":
      return { title: t("privacy:event.approved"), more: what.operator };
    case "release_approved":
      return { title: t("privacy:event.release_approved"), more: what.operator };
    case "bind_attempt":
    case "release_attempt": {
      const outcome = outcomes.find((one) => one === what.outcome) ?? "unknown";
      return {
        title: what.kind === "bind_attempt" ? t(`privacy:event.bind.${outcome}`) : t(`privacy:event.release.${outcome}`),
        more: what.reason === null ? "" : reasonSentence(t, what.reason),
        look: looks[outcome],
      };
    }
    case "confirmed":
      return { title: t("privacy:event.confirmed"), more: "" };
    case "ended":
      return { title: t("privacy:event.ended"), more: "" };
    case "decided":
      return {
        title: what.bound ? t("privacy:event.decided_bound") : t("privacy:event.decided_not_bound"),
        more: t("privacy:event.by_because", { operator: what.operator, why: what.why }),
      };
    case "revealed":
      return { title: t("privacy:event.revealed"), more: what.operator, look: "quiet" };
  }
}

/** What happened to a binding, in order. */
export function BindingTimeline({ events }: { events: readonly BindingEvent[] }) {
  const { t } = useTranslation();
  return <EventTimeline label={t("privacy:story.timeline")} events={events.map(({ at, what }) => ({ at, ...told(t, what) }))} />;
}
