import type { Account } from "../../contract/Account";
import type { SendBody } from "../../contract/SendBody";
import type { SendDraft } from "../../contract/SendDraft";

/** A send that was just approved, as the form tells of it. */
export interface JustApproved {
  jobId: number;
  numbers: number;
  content: string;
}

/** What stands in the boxes. */
export interface SendForm {
  draftId: string;
  accountId: number | null;
  mode: "plain" | "template";
  templateId: number | null;
  recipients: string;
  /** None until the operator writes one: the account's own is offered. */
  signature: string | null;
  content: string;
  reference: string;
  echo: string;
  /** Between the press of the button and the program's answer. */
  approving: boolean;
  /** The last approval answered that the plan is another by now. */
  changed: boolean;
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
    reference: "",
    echo: "",
    approving: false,
    changed: false,
    approved: null,
  };
}

/** The form after its draft became a job: a new draft, so that nothing goes out twice by accident. */
export function afterApproval(form: SendForm, jobId: number, numbers: number): SendForm {
  return {
    ...emptyForm(),
    accountId: form.accountId,
    mode: form.mode,
    templateId: form.templateId,
    signature: form.signature,
    approved: { jobId, numbers, content: form.mode === "plain" ? form.content : "" },
  };
}

/** The boxes a draft is made of. */
export type Boxes = Pick<
  SendForm,
  "draftId" | "mode" | "templateId" | "recipients" | "signature" | "content" | "reference" | "echo"
>;

function bodyOf(form: Boxes, account: Account): SendBody | null {
  if (form.mode === "plain") {
    return { mode: "plain", signature: form.signature ?? account.signature, content: form.content };
  }
  return form.templateId === null ? null : { mode: "template", template_id: form.templateId };
}

/** The draft that stands in the boxes; none while there is nothing to plan. */
export function draftOf(form: Boxes, account: Account | undefined): SendDraft | null {
  if (account === undefined) return null;
  const body = bodyOf(form, account);
  if (body === null) return null;
  return {
    draft_id: form.draftId,
    account_id: account.id,
    recipients: form.recipients,
    body,
    reference: form.reference,
    echo: form.echo,
  };
}

function sameBody(one: SendBody, other: SendBody): boolean {
  if (one.mode === "plain") {
    return other.mode === "plain" && one.signature === other.signature && one.content === other.content;
  }
  return other.mode === "template" && one.template_id === other.template_id;
}

/** Whether two drafts are the same to the character. */
export function sameDraft(one: SendDraft, other: SendDraft): boolean {
  return (
    one.draft_id === other.draft_id &&
    one.account_id === other.account_id &&
    one.recipients === other.recipients &&
    one.reference === other.reference &&
    one.echo === other.echo &&
    sameBody(one.body, other.body)
  );
}
