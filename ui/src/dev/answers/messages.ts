import type { MessageFilter } from "../../contract/MessageFilter";
import type { MessageRow } from "../../contract/MessageRow";
import type { MessageStory } from "../../contract/MessageStory";
import type { ReportChannel } from "../../contract/ReportChannel";
import type { Reason } from "../../contract/Reason";
import { fitsNumber } from "./numberRef";
import { found, nextId, pageOf, type Answers, type Stage } from "./stage";

/** A report as the message's vendor would give it. */
function reportOf({ vendor, mode, state, reason }: MessageRow): { code: string; table: string; channel: ReportChannel } {
  const arrived = state === "delivered";
  if (reason?.kind === "report_code") return { code: reason.code, table: reason.table, channel: reason.table === "" ? "poll" : "push" };
  if (mode === "voice") return { code: arrived ? "0" : "1", table: "voice_push", channel: "push" };
  if (vendor === "linkaccount") return { code: arrived ? "1300001" : "1300004", table: "text_push", channel: "push" };
  if (vendor === "intl_sms") return { code: arrived ? "0" : "2", table: "query_status", channel: "query" };
  return { code: arrived ? "DELIVRD" : "MK:0001", table: "", channel: "poll" };
}

export function storyOf(message: MessageRow): MessageStory {
  const at = message.approved_at;
  const sent = message.submitted_at;
  const reason = message.reason ?? { kind: "connection_cut" as const };
  const report = reportOf(message);
  return {
    message,
    text: message.text,
    operator: "李敏",
    desk: "KF3",
    job_id: 90,
    job_state: "done",
    job_recipients: 3,
    msg_id: sent === null ? null : "152880982911993396",
    token: "KF37Q2M9XB4T",
    sent_again_for: null,
    sent_again_as: null,
    contradicted: false,
    arrived_twice: false,
    ways_out: message.state === "unknown" ? ["look_for_evidence", "decide_by_hand", "send_again"] : message.state === "queued" ? ["resume_job"] : [],
    offered:
      message.vendor === "intl_sms" && message.state === "unknown"
        ? [{ code: "0", table: "query_status", msg_id: "240924170907000123", vendor_time: "20240924050907", received_at: message.state_at + 60_000 }]
        : [],
    events: [
      { at, what: { kind: "approved", operator: "李敏", recipients: 3 } },
      ...(sent === null ? [] : [{ at: sent, what: { kind: "dispatched" as const } }]),
      ...(message.state === "unknown" ? [{ at: message.state_at, what: { kind: "unknown" as const, reason } }] : []),
      ...(message.state === "rejected" ? [{ at: message.state_at, what: { kind: "rejected" as const, reason } }] : []),
      ...(message.state === "not_sent" ? [{ at: message.state_at, what: { kind: "not_sent" as const, reason } }] : []),
      ...(message.state === "delivered" || message.state === "failed"
        ? [
            { at: message.state_at - 500, what: { kind: "accepted" as const, msg_id: "152880982911993396" } },
            {
              at: message.state_at,
              what: {
                kind: "report" as const,
                code: report.code,
                vendor_time: "2025-06-13 14:02:11",
                decided: true,
                table: report.table,
                channel: report.channel,
                part: null,
                fields: [
                  { name: "msgId", value: "152880982911993396" },
                  { name: "mobile", value: message.number_masked },
                ],
              },
            },
          ]
        : []),
    ],
    attempts:
      sent === null
        ? []
        : [
            {
              id: 1,
              state: "accepted",
              dispatched_at: sent,
              settled_at: sent + 180,
              method: "POST",
              url: "http://api.ljioe.cn/api/v1/sms",
              headers: [{ name: "Content-Type", value: "application/json; charset=UTF-8" }],
              request_body: '{"account":"swb_cs","content":"…","ext":"KF37Q2M9XB4T","key":"{{key}}","mobile":"138****0001","timestamp":1749794531}',
              signed: null,
              reply_status: 200,
              reply_body: '{"msgId":"152880982911993396","code":20000,"desc":"success"}',
              reason: null,
            },
          ],
  };
}

type Commands = "listMessages" | "countMessages" | "filterChoices" | "listSavedFilters" | "saveFilter" | "deleteFilter" | "messageStory" | "revealNumber" | "lookForEvidence" | "decideMessage";

/** Counting stops here. */
const COUNTED = 10_000;

const codeOf = (reason: Reason | null) => (reason?.kind === "vendor_code" || reason?.kind === "report_code" ? reason.code : null);

/** When the day so many days before today began. */
function daysAgo(days: number): number {
  const today = new Date();
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - days).getTime();
}

function fits(message: MessageRow, filter: MessageFilter): boolean {
  const search = filter.search.trim();
  return (
    (filter.states.length === 0 || filter.states.includes(message.state)) &&
    (filter.account_id === null || filter.account_id === message.account_id) &&
    (filter.modes.length === 0 || filter.modes.includes(message.mode)) &&
    (filter.from_at === null || message.approved_at >= filter.from_at) &&
    (filter.to_at === null || message.approved_at < filter.to_at) &&
    (filter.last_days === null || message.approved_at >= daysAgo(filter.last_days - 1)) &&
    (filter.changed_from_at === null || message.state_at >= filter.changed_from_at) &&
    (filter.changed_days === null || message.state_at >= daysAgo(filter.changed_days - 1)) &&
    (filter.job_id === null || filter.job_id === message.job_id) &&
    (filter.operator === "" || filter.operator === message.operator) &&
    (filter.code === "" || filter.code === codeOf(message.reason)) &&
    (search === "" || fitsNumber(message.number_masked, search) || message.reference.startsWith(search) || message.text.includes(search))
  );
}

export function messageAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    listMessages: ({ filter, before, limit }) => {
      // One character is not in the index of texts: the program looks at the newest rows alone, and says how far.
      const short = Array.from(filter.search).length === 1;
      const looked = short ? world.messages.slice(0, 500) : world.messages;
      const all = looked.filter((message) => fits(message, filter));
      return { ...pageOf(all, { before, limit }), looked_back_to: short ? (looked.at(-1)?.approved_at ?? null) : null };
    },
    countMessages: (filter) => {
      const count = world.messages.filter((message) => fits(message, filter)).length;
      return { count: Math.min(count, COUNTED), more: count > COUNTED };
    },
    filterChoices: () => ({
      operators: [...new Set(world.messages.map(({ operator }) => operator))],
      codes: [...new Set(world.messages.flatMap(({ reason }) => codeOf(reason) ?? []))],
    }),
    listSavedFilters: () => [...world.filters].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1)),
    saveFilter: ({ id, name, filter }) => {
      if (name === null) {
        const before = world.filters.find((one) => one.name === null);
        const last = { id: before?.id ?? nextId(world.filters), name, filter };
        become({ filters: [...world.filters.filter((one) => one !== before), last] }, "filters");
        return { result: "saved", id: last.id };
      }
      const problem = name.trim() === "" ? "required" : Array.from(name.trim()).length > 40 ? "too_long" : world.filters.some((one) => one.id !== id && one.name === name.trim()) ? "taken" : null;
      if (problem !== null) return { result: "invalid", problems: [{ field: "name", reason: problem }] };
      const saved = { id: id ?? nextId(world.filters), name: name.trim(), filter };
      become({ filters: [...world.filters.filter((one) => one.id !== saved.id), saved] }, "filters");
      return { result: "saved", id: saved.id };
    },
    deleteFilter: (id) => become({ filters: world.filters.filter((one) => one.id !== id) }, "filters"),
    messageStory: (id) => storyOf(found(world.messages.find((message) => message.id === id))),
    revealNumber: (id) => found(world.messages.find((message) => message.id === id)).number_masked.replace("****", "1234"),
    lookForEvidence: () => ({ found: "nothing" }),
    decideMessage: ({ message_id, decision }) =>
      become(
        { messages: world.messages.map((message) => (message.id === message_id ? { ...message, state: decision, decided_by_hand: true } : message)) },
        "messages",
        "status",
      ),
  };
}
