import type { AnswerDraft } from "../../contract/AnswerDraft";
import type { SendBody } from "../../contract/SendBody";
import type { SendDraft } from "../../contract/SendDraft";
import type { SendPlan } from "../../contract/SendPlan";
import type { Template } from "../../contract/Template";
import type { Answers, Stage } from "./stage";

function textOf(body: SendBody, template: Template | undefined): string {
  if (body.mode === "plain") return (body.signature === "" ? "" : `【${body.signature}】`) + body.content;
  if (body.mode === "international") return body.content;
  return template?.text ?? "";
}

function planOf(draft: SendDraft, template: Template | undefined): SendPlan {
  const { body } = draft;
  const abroad = body.mode === "international";
  const pieces = draft.recipients.split(body.mode === "template" || body.mode === "voice" ? /\n+/ : /[\n,;]+/).filter((piece) => piece.trim() !== "");
  const good_form = abroad ? /^\d{8,15}$/ : /^1[3-9]\d{9}\b/;
  const bad = pieces
    .map((text, i) => ({ text, line: i + 1 }))
    .filter(({ text }) => !good_form.test(abroad ? text.replace(/[\s+-]/g, "") : text.replace(/[\s-]|^\+?86/g, "")));
  const good = [...new Set(pieces.filter((text) => !bad.some((line) => line.text === text)))];
  const text = textOf(body, template);
  const gsm = abroad && /^[\n\r -~]*$/.test(text);
  const [one, more] = gsm ? [160, 153] : [70, 67];
  const segments = text.length <= one ? 1 : Math.ceil(text.length / more);
  const first = Array.from(text).findIndex((letter) => !/[\n\r -~]/.test(letter));
  const noContent = (body.mode === "plain" || body.mode === "international") && body.content === "";
  return {
    fingerprint: JSON.stringify(draft),
    numbers: good.length,
    duplicates: pieces.length - bad.length - good.length,
    suppressed: 0,
    suppressed_lines: [],
    bad_lines: bad.slice(0, 200).map((line) => ({ ...line, reason: "too_short" as const })),
    bad_line_count: bad.length,
    characters: text.length,
    segments_each: segments,
    segments_total: segments * good.length,
    characters_left: (segments === 1 ? one : segments * more) - text.length,
    operations: Math.ceil(good.length / 500),
    previews: good.slice(0, 20).map((number) => ({ number_revealed: number, text, segments })),
    blockers: [
      ...(good.length === 0 ? (["no_recipients"] as const) : []),
      ...(noContent ? (["no_content"] as const) : []),
    ],
    warnings: [
      ...(body.mode === "plain" && body.signature === "" ? [{ kind: "no_signature" as const }] : []),
      ...(abroad && body.send_at !== null ? [{ kind: "cannot_be_taken_back" as const }] : []),
      ...(abroad && text.startsWith("【") ? [{ kind: "brackets_cost" as const }] : []),
    ],
    confirmations: good.length > 10 ? [{ kind: "many_numbers", numbers: good.length }] : [],
    messages_left: body.mode === "plain" || body.mode === "template" ? 18_204 : null,
    encoding: !abroad
      ? null
      : gsm
        ? { alphabet: "gsm7" }
        : { alphabet: "ucs2", character: Array.from(text)[first] ?? "", position: first + 1, without_brackets: text.startsWith("【") ? 1 : null },
    scheduled:
      abroad && body.send_at !== null
        ? { vendor_text: body.send_at.replace(/\D/g, ""), zone: "Asia/Shanghai", at: Date.parse(`${body.send_at}+08:00`) }
        : null,
    callback_url: draft.callback_url === "" ? null : draft.callback_url,
  };
}

/** What an answer would be, planned like a send to one number. */
export function plannedAnswer({ draft_id, content, signature }: AnswerDraft): SendPlan {
  return planOf(
    { draft_id, account_id: 1, recipients: "13812340001", body: { mode: "plain", content, signature }, reference: "", echo: "", callback_url: "" },
    undefined,
  );
}

type Commands = "planSend" | "approveSend" | "sendAgain" | "listOpenJobs" | "pauseJob" | "resumeJob" | "cancelJob";

export function sendAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    planSend: (draft) => {
      const { body } = draft;
      return planOf(draft, "template_id" in body ? world.templates.find((template) => template.id === body.template_id) : undefined);
    },
    approveSend: () => ({ result: "approved", job_id: 91 }),
    sendAgain: () => ({ result: "approved", job_id: 92 }),
    listOpenJobs: () => world.jobs,
    pauseJob: (id) =>
      become({ jobs: world.jobs.map((job) => (job.id === id ? { ...job, state: "paused", paused: { kind: "held_by_operator" } } : job)) }, "jobs"),
    resumeJob: (id) => become({ jobs: world.jobs.map((job) => (job.id === id ? { ...job, state: "running", paused: null } : job)) }, "jobs"),
    cancelJob: (id) => become({ jobs: world.jobs.filter((job) => job.id !== id) }, "jobs"),
  };
}
