import type { TFunction } from "i18next";

import type { MessageStory } from "../../../contract/MessageStory";
import { reasonNextStep, reasonSentence } from "../../../parts/reasons";
import { answerCase, billing, type AnswerCase } from "./answerCase";
import { moment, momentForCustomer } from "./moments";

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
export function answerOf(t: TFunction, story: MessageStory): Answer {
  const { message } = story;
  const kind = answerCase(story);
  const facts = factsOf(story);
  const submitted = message.submitted_at ?? facts.dispatchedAt ?? message.approved_at;
  const words = {
    approved: moment(message.approved_at),
    submitted: moment(submitted),
    at: moment(message.state_at),
    // The carrier's own time where it gave one: it is nearer to what the customer saw.
    reached: facts.reported === null ? moment(message.state_at) : t("messages:answer.beijing", { time: facts.reported }),
    day: momentForCustomer(submitted),
    operator: facts.decidedBy,
    why: facts.decidedWhy,
    reason: message.reason === null ? t("messages:answer.no_reason") : reasonSentence(t, message.reason),
  };
  const next = t(`messages:answer.${kind}.next`, words);
  const step = message.reason !== null && settledByReason.has(kind) ? reasonNextStep(t, message.reason) : "";
  return {
    head: t(`messages:answer.${kind}.head`, words),
    means: t(`messages:answer.${kind}.means`, words),
    billed: t(`messages:billed.${billing[kind]}`, { count: message.segments }),
    next: step === "" ? next : t("messages:answer.both", { next, step }),
    forCustomer: t(`messages:answer.${kind}.customer`, words),
  };
}
