import type { TFunction } from "i18next";

import type { Binding } from "../../../contract/Binding";
import { reasonSentence } from "../../../parts/reasons";
import { doubtStates, isLive } from "../live";
import { endsAt } from "../remaining";

/** What a binding's state means for the people at both ends. */
export interface Answer {
  /** One plain sentence. */
  head: string;
  means: string;
  /** What to do next. */
  next: string;
  /** Why it cannot be released, where somebody might want to. */
  noRelease: string | null;
}

/** Why the release button is missing. */
function noRelease(t: TFunction, binding: Binding): string | null {
  if (binding.can_release || !isLive(binding.state) || binding.state === "binding" || binding.state === "releasing") return null;
  if (binding.reason?.kind === "newer_binding") return t("privacy:no_release.newer");
  if (binding.kind === "axb" && binding.subid === null) return t("privacy:no_release.no_subid");
  return t("privacy:no_release.other");
}

/** Composes it out of the binding. */
export function answerOf(t: TFunction, binding: Binding, now: number): Answer {
  const { state, kind, reason } = binding;
  const held = binding.reserved_until ?? binding.ends_at;
  const words = {
    reach: kind === "axb" ? t("privacy:reach.axb") : t("privacy:reach.xa"),
    no_reach: kind === "axb" ? t("privacy:no_reach.axb") : t("privacy:no_reach.xa"),
    end: binding.ends_at === null ? t("privacy:for_ever") : t("privacy:until", { end: endsAt(binding.ends_at, now) }),
    held: held === null ? t("privacy:for_ever") : t("privacy:until", { end: endsAt(held, now) }),
    at: endsAt(binding.state_at, now),
    reason: reason === null ? t("privacy:no_reason") : reasonSentence(t, reason),
  };
  return {
    head: t(`privacy:answer.${state}.head`, words),
    means: t(`privacy:answer.${state}.means`, words),
    next: t(`privacy:answer.${state}.next`, words),
    noRelease: noRelease(t, binding),
  };
}

/** Whether a person can say that it is bound, or that it is not. */
export const canDecide = ({ state, reason, can_release }: Binding): boolean =>
  // A mark by hand may be taken back, and what nothing here can release any more is let go by hand.
  doubtStates.includes(state) || (state === "bound" && (reason?.kind === "decided_by_hand" || !can_release));

/** Who sees which number, in words. */
export function whoSees(t: TFunction, { kind, shows_a_to_b, shows_caller_to_a }: Binding): { real: boolean; words: string }[] {
  if (kind === "xa") {
    return [{ real: shows_caller_to_a, words: shows_caller_to_a ? t("privacy:sees.callers_real") : t("privacy:sees.callers_x") }];
  }
  return [
    { real: shows_a_to_b, words: shows_a_to_b ? t("privacy:sees.b_real") : t("privacy:sees.b_x") },
    { real: shows_caller_to_a, words: shows_caller_to_a ? t("privacy:sees.a_real") : t("privacy:sees.a_x") },
  ];
}
