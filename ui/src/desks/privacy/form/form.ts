import type { BindConfirmation } from "../../../contract/BindConfirmation";
import type { BindDraft } from "../../../contract/BindDraft";
import type { BindingKind } from "../../../contract/BindingKind";
import type { Approving } from "../../useApprove";

export const presets = [1_800, 3_600, 7_200, 86_400, 604_800] as const;
export const units = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof units;
export type TtlChoice = (typeof presets)[number] | "own" | "for_ever";

/** What stands in the boxes. */
export interface BindBoxes {
  draftId: string;
  /** None until chosen: the first account, the only `appid` and the only X number are offered. */
  accountId: number | null;
  kind: BindingKind;
  appid: string | null;
  xNumber: string | null;
  aNumber: string;
  bNumber: string;
  /** None until chosen; nothing is bound for a time nobody picked. */
  ttl: TtlChoice | null;
  ownTime: string;
  ownUnit: Unit;
  record: boolean;
  showsAToB: boolean;
  showsCallerToA: boolean;
  /** Announcements for B calling X (XA: anyone), A calling X, and others. */
  announcements: readonly [string, string, string];
  playedOnAnswer: string;
  userText: string;
  reference: string;
}

export interface BindForm extends BindBoxes, Approving {
  /** What was ticked, with whom it was about: another number wants its own tick. */
  ticks: Partial<Record<BindConfirmation, string>>;
}

export function emptyForm(): BindForm {
  return {
    draftId: crypto.randomUUID(),
    accountId: null,
    kind: "axb",
    appid: null,
    xNumber: null,
    aNumber: "",
    bNumber: "",
    ttl: null,
    ownTime: "",
    ownUnit: "minutes",
    record: false,
    showsAToB: false,
    showsCallerToA: false,
    announcements: ["", "", ""],
    playedOnAnswer: "",
    userText: "",
    reference: "",
    ticks: {},
    approving: false,
    changed: false,
  };
}

/** The form after its draft became a binding: a new draft, so that nothing is bound twice by accident. */
export function afterApproval({ accountId, kind, appid }: BindForm): BindForm {
  return { ...emptyForm(), accountId, kind, appid };
}

/** How long, in seconds; none while nothing usable is chosen. 0 is for ever. */
export function ttlSeconds({ ttl, ownTime, ownUnit, kind }: Pick<BindBoxes, "ttl" | "ownTime" | "ownUnit" | "kind">): number | null {
  if (ttl === "for_ever") return kind === "xa" ? 0 : null;
  if (ttl !== "own") return ttl;
  if (!/^\d{1,9}$/.test(ownTime.trim())) return null;
  // An own time of 0 would be for ever: that is a choice of its own.
  const seconds = Number(ownTime.trim()) * units[ownUnit];
  return seconds > 0 && seconds <= 0xffff_ffff ? seconds : null;
}

/** What stands in the boxes with what is offered where nothing was chosen. */
export interface Chosen {
  accountId: number;
  appid: string;
  xNumber: string;
}

/** The draft that stands in the boxes. What the other kind has is not in it. */
export function draftOf(boxes: BindBoxes, { accountId, appid, xNumber }: Chosen): BindDraft {
  const axb = boxes.kind === "axb";
  const codes = (axb ? boxes.announcements : boxes.announcements.slice(0, 1)).map((code) => code.trim());
  return {
    draft_id: boxes.draftId,
    account_id: accountId,
    kind: boxes.kind,
    appid,
    x_number: xNumber,
    a_number: boxes.aNumber.trim(),
    b_number: axb ? boxes.bNumber.trim() : "",
    ttl_seconds: ttlSeconds(boxes),
    record: boxes.record,
    shows_a_to_b: axb && boxes.showsAToB,
    shows_caller_to_a: boxes.showsCallerToA,
    anucode: codes.every((code) => code === "") ? "" : codes.join(","),
    ansanu: axb ? boxes.playedOnAnswer.trim() : "",
    user_text: boxes.userText,
    reference: boxes.reference,
  };
}

/** Whether two drafts are the same to the character. */
export function sameDraft(one: BindDraft, other: BindDraft): boolean {
  return (Object.keys(one) as (keyof BindDraft)[]).every((key) => one[key] === other[key]);
}

/** Whom a tick is about. */
export const about = (draft: BindDraft): string => JSON.stringify([draft.x_number, draft.a_number, draft.b_number]);

/** Which of the wanted confirmations are ticked for this draft. */
export function ticked(form: BindForm, wanted: readonly BindConfirmation[], draft: BindDraft): BindConfirmation[] {
  return wanted.filter((one) => form.ticks[one] === about(draft));
}

/** A number as a button has room for it; it is not broken at its dots. */
export function shortNumber(number: string): string {
  return number.length <= 8 ? number : `${number.slice(0, 3)}\u2060…\u2060${number.slice(-4)}`;
}
