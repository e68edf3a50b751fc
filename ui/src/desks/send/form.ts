import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import type { Scheduled } from "../../contract/Scheduled";
import type { SendBody } from "../../contract/SendBody";
import type { SendDraft } from "../../contract/SendDraft";
import type { SendMode } from "../../contract/SendMode";
import type { Approving } from "../useApprove";
import type { SendTime } from "./sendTime";

/** A send that was just approved, as the form tells of it. */
export interface JustApproved {
  jobId: number;
  numbers: number;
  mode: SendMode;
  /** The text that was written; empty where a template was filled. */
  content: string;
  scheduled: Scheduled | null;
}

/** What stands in the boxes. */
export interface SendForm extends Approving {
  draftId: string;
  accountId: number | null;
  /** The mode last chosen; an account that does not have it shows its own first one. */
  mode: SendMode;
  templateId: number | null;
  recipients: string;
  /** None until the operator writes one: the account's own is offered. */
  signature: string | null;
  content: string;
  senderId: string;
  /** None is now. */
  sendAt: SendTime | null;
  reference: string;
  echo: string;
  callbackUrl: string;
  approved: JustApproved | null;
}

export function emptyForm(): SendForm {
  return {
    draftId: crypto.randomUUID(),
    accountId: null,
    mode: "plain",
    templateId: null,
    recipients: "",
    signature: null,
    content: "",
    senderId: "",
    sendAt: null,
    reference: "",
    echo: "",
    callbackUrl: "",
    approving: false,
    changed: false,
    approved: null,
  };
}

/** What was written by hand and can be put back. */
function writtenIn(body: SendBody): string {
  return body.mode === "plain" || body.mode === "international" ? body.content : "";
}

/** The form after its draft became a job: a new draft, so that nothing goes out twice by accident. */
export function afterApproval(form: SendForm, draft: SendDraft, approved: Pick<JustApproved, "jobId" | "numbers" | "scheduled">): SendForm {
  return {
    ...emptyForm(),
    accountId: form.accountId,
    mode: form.mode,
    templateId: form.templateId,
    signature: form.signature,
    senderId: form.senderId,
    approved: { ...approved, mode: draft.body.mode, content: writtenIn(draft.body) },
  };
}

/** The boxes a draft is made of. */
export type Boxes = Pick<
  SendForm,
  "draftId" | "templateId" | "recipients" | "signature" | "content" | "senderId" | "sendAt" | "reference" | "echo" | "callbackUrl"
>;

/** What the boxes are read with. */
export interface Sender {
  account: Account;
  capabilities: Capabilities;
  mode: SendMode;
}

function withSeconds(time: string): string {
  return /^\d\d:\d\d$/.test(time) ? `${time}:00` : time;
}

function bodyOf(form: Boxes, { account, capabilities, mode }: Sender): SendBody | null {
  const signature = form.signature ?? account.signature;
  switch (mode) {
    case "plain":
      return { mode, signature, content: form.content };
    case "international":
      return {
        mode,
        content: form.content,
        sender_id: form.senderId,
        // Never empty once a time is wanted: an empty one would be now.
        send_at: form.sendAt === null ? null : `${form.sendAt.date}T${withSeconds(form.sendAt.time)}`,
      };
    case "template":
      if (form.templateId === null) return null;
      return { mode, template_id: form.templateId, signature: capabilities.template_signature ? signature : "" };
    case "voice":
      return form.templateId === null ? null : { mode, template_id: form.templateId };
  }
}

/** The draft that stands in the boxes; none while there is nothing to plan. What the account has no box for stays out. */
export function draftOf(form: Boxes, sender: Sender | undefined): SendDraft | null {
  if (sender === undefined) return null;
  const body = bodyOf(form, sender);
  if (body === null) return null;
  const { echo_characters, callback_in_request } = sender.capabilities;
  return {
    draft_id: form.draftId,
    account_id: sender.account.id,
    recipients: form.recipients,
    body,
    reference: form.reference,
    echo: echo_characters > 0 ? form.echo : "",
    callback_url: callback_in_request ? form.callbackUrl : "",
  };
}

/** Whether two drafts are the same to the character. */
export function sameDraft(one: SendDraft, other: SendDraft): boolean {
  const said = ({ draft_id, account_id, recipients, body, reference, echo, callback_url }: SendDraft) =>
    [draft_id, account_id, recipients, reference, echo, callback_url, ...Object.entries(body).flat()];
  const others = said(other);
  const own = said(one);
  return own.length === others.length && own.every((part, index) => part === others[index]);
}
