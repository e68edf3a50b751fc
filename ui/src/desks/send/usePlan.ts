import type { SendDraft } from "../../contract/SendDraft";
import type { SendPlan } from "../../contract/SendPlan";
import { usePlanning, type Plannable, type Planned as PlannedOf, type Planning as PlanningOf } from "../usePlanning";
import { sameDraft } from "./form";

export type Planned = PlannedOf<SendDraft, SendPlan>;
export type Planning = PlanningOf<SendDraft, SendPlan>;

/** Whether a plan can be approved as it is. One that lost the time it was wanted for would go out at once. */
export function canBeSent({ draft: { body }, plan }: Planned): boolean {
  const losesItsTime = body.mode === "international" && body.send_at !== null && plan.scheduled === null;
  return plan.blockers.length === 0 && !losesItsTime;
}

const sends: Plannable<SendDraft, SendPlan> = {
  ask: (api, draft) => api.planSend(draft),
  same: sameDraft,
  topics: ["accounts", "templates", "balances"],
};

/** Asks the program what would be sent. */
export const usePlan = (draft: SendDraft | null): Planning => usePlanning(sends, draft);
