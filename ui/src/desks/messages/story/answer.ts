import type { TFunction } from "i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import { reasonNextStep, reasonSentence } from "../../../parts/reasons";
import { answerCase, billing, callBilling, ofCalls, type AnswerCase, type AnswerPart } from "./answerCase";
import { moment, momentForCustomer } from "./moments";
import { zoneIsKnown } from "./vendorTime";

/** The answer to "did the customer get it?". */
export interface Answer {
  /** One plain sentence. */
  head: string;
  /** What that means. */
  means: string;
  /** Whether it was likely billed. */
  billed: string;
  /** What to do next. */
  next: string;
  /** A polite sentence for the customer: no raw codes, nobody else's data. */
  forCustomer: string;
}

interface Facts {
  /** What the vendor's report said about the time, as it came. */
  reported: string | null;
  decidedBy: string;
  decidedWhy: string;
  dispatchedAt: number | null;
}

function factsOf({ events }: MessageStory): Facts {
  const facts: Facts = { reported: null, decidedBy: "", decidedWhy: "", dispatchedAt: null };
  for (const { at, what } of events) {
    if (what.kind === "report" && what.decided && what.vendor_time !== "") facts.reported = what.vendor_time;
    if (what.kind === "decided") {
      facts.decidedBy = what.operator;
      facts.decidedWhy = what.why;
    }
    if (what.kind === "dispatched") facts.dispatchedAt = at;
  }
  return facts;
}

/** Where the reason says more about what to do next than the state. */
const settledByReason: ReadonlySet<AnswerCase> = new Set(["failed", "rejected", "not_sent"]);

/** Composes the answer out of the story. */
export function answerOf(t: TFunction, story: MessageStory, now: number = Date.now()): Answer {
  const { message } = story;
  const kind = answerCase(story, now);
  const facts = factsOf(story);
  const submitted = message.submitted_at ?? facts.dispatchedAt ?? message.approved_at;
  const words = {
    approved: moment(message.approved_at),
    submitted: moment(submitted),
    at: moment(message.state_at),
    // The carrier's own time where it gave one whose zone is known: it is nearer to what the customer saw.
    reached: facts.reported === null || !zoneIsKnown(message.mode) ? moment(message.state_at) : t("messages:answer.beijing", { time: facts.reported }),
    scheduled: moment(message.scheduled_for ?? submitted),
    // The customer gets what was scheduled when the vendor lets it go.
    day: momentForCustomer(Math.max(submitted, message.scheduled_for ?? submitted)),
    operator: facts.decidedBy,
    why: facts.decidedWhy,
    reason: message.reason === null ? t("messages:answer.no_reason") : reasonSentence(t, message.reason),
  };
  const voice = message.mode === "voice";
  const said = (part: AnswerPart) =>
    voice && ofCalls[kind].includes(part) ? t(`messages:call.${kind}.${part}`, words) : t(`messages:answer.${kind}.${part}`, words);
  const bill = billing[kind];
  const next = said("next");
  const step = message.reason !== null && settledByReason.has(kind) ? reasonNextStep(t, message.reason) : "";
  return {
    head: said("head"),
    means: said("means"),
    billed:
      voice && callBilling.includes(bill)
        ? t(`messages:billed_call.${bill}`, { count: message.segments })
        : t(`messages:billed.${bill}`, { count: message.segments }),
    next: step === "" ? next : t("messages:answer.both", { next, step }),
    forCustomer: said("customer"),
  };
}
