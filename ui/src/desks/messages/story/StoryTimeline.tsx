import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { codeTables } from "../../../contract/codes";
import type { MessageRow } from "../../../contract/MessageRow";
import type { MessageStory } from "../../../contract/MessageStory";
import type { StoryWhat } from "../../../contract/StoryWhat";
import { reasonSentence } from "../../../parts/reasons";
import { figures } from "../../../parts/figures";
import { EventTimeline, type Told } from "../../EventTimeline";
import { ReportFields } from "./ReportFields";
import { vendorTime } from "./vendorTime";

type Report = Extract<StoryWhat, { kind: "report" }>;

/** The carriers' codes that are no failure. */
const carriersFine = new Set(["DELIVRD", "ACCEPTD", "UNKNOWN"]);

function lookOf({ table, code }: Report, vendor: string): Pick<Told, "look"> {
  if (table === "") return carriersFine.has(code) ? {} : { look: "bad" };
  const known = codeTables[vendor]?.[table]?.find((one) => one.code === code);
  return known?.class === "verdict" ? { look: "bad" } : {};
}

function toldOfReport(t: TFunction, report: Report, { vendor, mode }: MessageRow): Told {
  const reason = reasonSentence(t, { kind: "report_code", code: report.code, vendor, table: report.table });
  const more = [
    t(`messages:report.channel.${report.channel}`),
    ...(report.part === null ? [] : [t("messages:report.part", { part: report.part[0], total: report.part[1] })]),
    ...(report.vendor_time === "" ? [] : [vendorTime(t, mode, report.vendor_time)]),
    ...(report.decided ? [] : [t("messages:report.did_not_decide")]),
  ];
  return {
    title: mode === "voice" ? t("messages:event.call_report", { reason }) : t("messages:event.report", { reason }),
    more: more.join(" · "),
    ...lookOf(report, vendor),
  };
}

function told(t: TFunction, what: StoryWhat, row: MessageRow): Told {
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
      return toldOfReport(t, what, row);
    case "no_report":
      return { title: t("messages:event.no_report"), more: "", look: "doubt" };
    case "decided":
      return {
        title: t(what.decision === "delivered" ? "messages:event.decided_delivered" : "messages:event.decided_failed"),
        more: t("messages:event.by_because", { operator: what.operator, why: what.why }),
      };
    case "sent_again":
      return { title: t("messages:event.sent_again"), more: t("messages:event.by_because", { operator: what.operator, why: what.why }) };
    case "job_acted":
      return { title: t(`messages:event.job_acted.${what.act}`), more: what.operator, look: "quiet" };
    case "revealed":
      return { title: t("messages:event.revealed"), more: what.operator, look: "quiet" };
  }
}

/** What happened to a message, in order. */
export function StoryTimeline({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  const events = story.events.map(({ at, what }) => ({
    at,
    ...told(t, what, story.message),
    below: what.kind === "report" && <ReportFields fields={what.fields} />,
  }));
  return <EventTimeline label={t("messages:story.timeline")} events={events} />;
}
