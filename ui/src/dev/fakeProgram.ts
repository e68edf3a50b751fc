import type { Changed } from "../contract/Changed";
import type { Client } from "../contract/client";
import type { FieldProblem } from "../contract/FieldProblem";
import type { MessageRow } from "../contract/MessageRow";
import type { MessageStory } from "../contract/MessageStory";
import type { Problem } from "../contract/Problem";
import type { SendDraft } from "../contract/SendDraft";
import type { SendPlan } from "../contract/SendPlan";
import type { Template } from "../contract/Template";
import type { TemplateVariable } from "../contract/TemplateVariable";
import type { Topic } from "../contract/Topic";
import type { Program } from "../ipc/context";
import { account, freshWorld, practiceWorld, type World } from "./world";

/** A made-up program: answers from `world`, and tells what it was asked in `asked`. */
export interface FakeProgram extends Program {
  world: World;
  /** Every command and its request, in order. */
  asked: { command: keyof Client; request: unknown }[];
  /** Tells the window that something changed. */
  tell: (...topics: Topic[]) => void;
}

interface Options {
  /** Where it starts; a program never opened unless given. */
  world?: World;
  /** Commands that answer otherwise. */
  api?: Partial<Client>;
}

function notFound(): Problem {
  return { code: "not_found", message: "no such row" };
}

/** Throws as the program does: a plain object of the contract. */
function found<T>(row: T | undefined): T {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- commands are rejected with a Problem
  if (row === undefined) throw notFound();
  return row;
}

function variablesOf(text: string): TemplateVariable[] {
  return [...text.matchAll(/\$\{(\w+)\}|\{(\w+)\}|#(\w+)#/g)].map((match) => ({
    placeholder: match[0],
    name: match[1] ?? match[2] ?? match[3] ?? "",
  }));
}

function planOf(draft: SendDraft, template: Template | undefined): SendPlan {
  const pieces = draft.recipients.split(draft.body.mode === "plain" ? /[\n,;]+/ : /\n+/).filter((piece) => piece.trim() !== "");
  const bad = pieces.map((text, i) => ({ text, line: i + 1 })).filter(({ text }) => !/^1[3-9]\d{9}\b/.test(text.replace(/[\s-]|^\+?86/g, "")));
  const good = [...new Set(pieces.filter((text) => !bad.some((line) => line.text === text)))];
  const text = draft.body.mode === "plain" ? (draft.body.signature === "" ? "" : `【${draft.body.signature}】`) + draft.body.content : (template?.text ?? "");
  const segments = text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const noContent = draft.body.mode === "plain" && draft.body.content === "";
  return {
    fingerprint: JSON.stringify(draft),
    numbers: good.length,
    duplicates: pieces.length - bad.length - good.length,
    bad_lines: bad.slice(0, 200).map((line) => ({ ...line, reason: "too_short" as const })),
    bad_line_count: bad.length,
    characters: text.length,
    segments_each: segments,
    segments_total: segments * good.length,
    characters_left: (segments === 1 ? 70 : segments * 67) - text.length,
    operations: Math.ceil(good.length / 500),
    previews: good.slice(0, 20).map((number) => ({ number_revealed: number, text, segments })),
    blockers: [
      ...(good.length === 0 ? (["no_recipients"] as const) : []),
      ...(noContent ? (["no_content"] as const) : []),
    ],
    warnings: draft.body.mode === "plain" && draft.body.signature === "" ? [{ kind: "no_signature" }] : [],
    confirmations: good.length > 10 ? [{ kind: "many_numbers", numbers: good.length }] : [],
    messages_left: 18_204,
  };
}

function storyOf(message: MessageRow): MessageStory {
  const at = message.approved_at;
  const sent = message.submitted_at;
  const reason = message.reason ?? { kind: "connection_cut" as const };
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
              what: { kind: "report" as const, code: message.state === "delivered" ? "DELIVRD" : "MK:0001", vendor_time: "2025-06-13 14:02:11", decided: true },
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
              request_body: '{"account":"swb_cs","content":"…","ext":"KF37Q2M9XB4T","key":"{{key}}","mobile":"138****0001","timestamp":1749794531}',
              reply_status: 200,
              reply_body: '{"msgId":"152880982911993396","code":20000,"desc":"success"}',
              reason: null,
            },
          ],
  };
}

/** Makes one. */
export function fakeProgram({ world = freshWorld(), api: otherwise = {} }: Options = {}): FakeProgram {
  const listeners = new Set<(changed: Changed) => void>();
  const asked: FakeProgram["asked"] = [];
  const tell = (...topics: Topic[]) => {
    for (const listener of [...listeners]) listener({ topics });
  };
  const become = (change: Partial<World>, ...topics: Topic[]) => {
    Object.assign(world, change);
    tell(...topics);
  };
  const openPractice = () => {
    become({ ...practiceWorld(), preferences: world.preferences, identity: null }, "profile");
    return world.profile;
  };
  const openLive = () => {
    become(
      { profile: { state: "ready", profile: "live", recovery_key_due: true, data_dir: "/home/li/.local/share/switchboard/live" } },
      "profile",
    );
    return world.profile;
  };

  const answers: { [Command in keyof Client]: (...request: Parameters<Client[Command]>) => Awaited<ReturnType<Client[Command]>> } = {
    profileState: () => world.profile,
    openPractice,
    openLive,
    retryOpen: openLive,
    leaveProfile: () => {
      become({ profile: { state: "welcome", live_exists: true, practice_exists: true } }, "profile");
      return world.profile;
    },
    wipePractice: openPractice,
    restoreKey: ({ recovery_key }) =>
      recovery_key.replace(/[\s-]/g, "").length === 52 ? { result: "restored", state: openLive() } : { result: "malformed" },
    saveRecoveryKey: () => {
      if (world.profile.state === "ready") become({ profile: { ...world.profile, recovery_key_due: false } }, "profile");
      return { path: "/media/usb/switchboard-recovery-key.txt" };
    },
    postponeRecoveryKey: () => {
      if (world.profile.state === "ready") become({ profile: { ...world.profile, recovery_key_due: false } }, "profile");
    },
    preferences: () => world.preferences,
    setPreferences: (preferences) => become({ preferences }),
    identity: () => world.identity,
    setIdentity: (identity) => {
      const problems: FieldProblem[] = [];
      if (identity.operator.trim() === "") problems.push({ field: "operator", reason: "required" });
      if (!/^[A-Z0-9]{3}$/.test(identity.desk)) problems.push({ field: "desk", reason: "desk_form" });
      if (problems.length === 0) become({ identity }, "status");
      return problems;
    },

    listVendors: () => [
      {
        id: "lianjiang",
        capabilities: {
          default_base_url: "http://ljioe.cn",
          plain_http: true,
          plain_recipients: 2_000,
          template_recipients: 1_000,
          polls_reports: true,
          polls_replies: true,
          balance: true,
          extension_digits: 8,
          echo_characters: 27,
        },
      },
    ],
    listAccounts: () => world.accounts,
    saveAccount: (draft) => {
      const problems: FieldProblem[] = [];
      const loopback = /^https?:\/\/(127\.|localhost|\[::1\])/.test(draft.base_url);
      const plain = draft.base_url.startsWith("http://") && !loopback;
      if (draft.name.trim() === "") problems.push({ field: "name", reason: "required" });
      if (draft.vendor_account.trim() === "") problems.push({ field: "vendor_account", reason: "required" });
      if (draft.id === null && draft.secret === null) problems.push({ field: "secret", reason: "required" });
      if (plain && !draft.http_acknowledged) problems.push({ field: "http_acknowledged", reason: "http_not_acknowledged" });
      if (draft.fetches_reports === null) problems.push({ field: "fetches_reports", reason: "polling_not_answered" });
      if (problems.length > 0) return { result: "invalid", problems };
      const { id } = draft;
      const before = world.accounts.find((candidate) => candidate.id === id);
      const saved = account({
        ...before,
        vendor: draft.vendor,
        name: draft.name,
        base_url: draft.base_url,
        vendor_account: draft.vendor_account,
        extension: draft.extension,
        signature: draft.signature,
        operation_size: draft.operation_size,
        key_case: draft.key_case,
        id: id ?? 1 + Math.max(0, ...world.accounts.map((candidate) => candidate.id)),
        plain_http: plain,
        fetches_reports: draft.fetches_reports ?? false,
        has_secret: draft.secret !== null || (before?.has_secret ?? false),
      });
      const accounts = before === undefined ? [...world.accounts, saved] : world.accounts.map((candidate) => (candidate.id === id ? saved : candidate));
      become({ accounts }, "accounts", "balances");
      return { result: "saved", account: saved };
    },
    setAccountEnabled: ({ id, enabled }) =>
      become({ accounts: world.accounts.map((candidate) => (candidate.id === id ? { ...candidate, enabled } : candidate)) }, "accounts"),
    deleteAccount: (id) => become({ accounts: world.accounts.filter((candidate) => candidate.id !== id) }, "accounts", "status"),
    testConnection: (id) =>
      found(world.accounts.find((candidate) => candidate.id === id)).paused === null
        ? { result: "works", messages_left: 18_204, clock_skew_seconds: 1 }
        : { result: "fails", reason: { kind: "vendor_code", vendor: "lianjiang", code: "40003", said: "ip error" }, clock_skew_seconds: null },
    resumeAccount: (id) =>
      become(
        {
          accounts: world.accounts.map((candidate) => (candidate.id === id ? { ...candidate, paused: null } : candidate)),
          status: { ...world.status, paused_accounts: world.status.paused_accounts.filter((paused) => paused.account_id !== id) },
        },
        "accounts",
        "status",
      ),

    listTemplates: (id) => world.templates.filter((template) => template.account_id === id),
    saveTemplate: ({ variable_names, id, ...draft }) => {
      const problems: FieldProblem[] = [];
      for (const field of ["name", "template_id", "text"] as const) {
        if (draft[field].trim() === "") problems.push({ field, reason: "required" });
      }
      if (problems.length > 0) return { result: "invalid", problems };
      const template: Template = {
        ...draft,
        id: id ?? 1 + Math.max(0, ...world.templates.map((candidate) => candidate.id)),
        variables: variablesOf(draft.text).map((variable, i) => ({ ...variable, name: variable_names[i] ?? variable.name })),
      };
      become({ templates: [...world.templates.filter((candidate) => candidate.id !== id), template] }, "templates");
      return { result: "saved", template };
    },
    deleteTemplate: (id) => become({ templates: world.templates.filter((template) => template.id !== id) }, "templates"),
    readTemplate: variablesOf,

    planSend: (draft) => {
      const { body } = draft;
      return planOf(draft, body.mode === "template" ? world.templates.find((template) => template.id === body.template_id) : undefined);
    },
    approveSend: () => ({ result: "approved", job_id: 91 }),
    listOpenJobs: () => world.jobs,
    pauseJob: (id) =>
      become({ jobs: world.jobs.map((job) => (job.id === id ? { ...job, state: "paused", paused: { kind: "held_by_operator" } } : job)) }, "jobs"),
    resumeJob: (id) => become({ jobs: world.jobs.map((job) => (job.id === id ? { ...job, state: "running", paused: null } : job)) }, "jobs"),
    cancelJob: (id) => become({ jobs: world.jobs.filter((job) => job.id !== id) }, "jobs"),

    listMessages: ({ states, search, before, limit }) => {
      const all = world.messages.filter(
        (message) =>
          (states.length === 0 || states.includes(message.state)) &&
          (search === "" || message.number_masked.startsWith(search) || message.number_masked.endsWith(search) || message.reference === search),
      );
      const rows = all.filter((message) => before === null || message.id < before).slice(0, limit);
      const last = rows.at(-1);
      return {
        rows,
        next: last !== undefined && last !== all.at(-1) ? last.id : null,
        total: before === null ? all.length : null,
      };
    },
    messageStory: (id) => storyOf(found(world.messages.find((message) => message.id === id))),
    revealNumber: (id) => found(world.messages.find((message) => message.id === id)).number_masked.replace("****", "1234"),
    lookForEvidence: () => ({ found: "nothing" }),
    decideMessage: ({ message_id, decision }) =>
      become(
        { messages: world.messages.map((message) => (message.id === message_id ? { ...message, state: decision, decided_by_hand: true } : message)) },
        "messages",
        "status",
      ),
    sendAgain: () => ({ result: "approved", job_id: 92 }),

    listReplies: ({ before, limit }) => {
      const rows = world.replies.filter((reply) => before === null || reply.id < before).slice(0, limit);
      const last = rows.at(-1);
      return { rows, next: last !== undefined && last !== world.replies.at(-1) ? last.id : null };
    },
    revealReplyNumber: (id) => found(world.replies.find((reply) => reply.id === id)).number_masked.replace("****", "1234"),

    listBalances: () => world.balances,
    refreshBalance: (id) => {
      const balances = world.balances.map((balance) => (balance.account_id === id ? { ...balance, at: Date.now() } : balance));
      become({ balances }, "balances");
      return found(balances.find((balance) => balance.account_id === id));
    },

    deskStatus: () => world.status,
    pollNow: () => undefined,
    acknowledgeGap: (id) => become({ status: { ...world.status, gaps: world.status.gaps.filter((gap) => gap.id !== id) } }, "status"),
  };

  const api = Object.fromEntries(
    (Object.keys(answers) as (keyof Client)[]).map((command) => [
      command,
      async (request: never) => {
        asked.push({ command, request });
        // As across the process border: later, and never the same object.
        await Promise.resolve();
        const instead = otherwise[command] as ((request: never) => Promise<unknown>) | undefined;
        const answer = await (instead === undefined ? (answers[command] as (request: never) => unknown)(request) : instead(request));
        return answer === undefined ? undefined : structuredClone(answer);
      },
    ]),
  ) as unknown as Client;

  return {
    api,
    world,
    asked,
    tell,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
