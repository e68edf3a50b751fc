import type { TFunction } from "i18next";

import type { SendPlan } from "../../../contract/SendPlan";
import { figures } from "../../../parts/figures";

/** What the button says: one message, what it is billed as, and in practice that nothing real goes out. */
export function answerLabel(t: TFunction, plan: SendPlan | null, practice: boolean): string {
  if (practice) return t("replies:answer.practice");
  const segments = plan === null || plan.numbers === 0 || plan.blockers.length > 0 ? 0 : plan.segments_total;
  if (segments === 0) return t("replies:answer.live");
  return t("replies:answer.live_segments", { count: segments, n: figures(segments) });
}
