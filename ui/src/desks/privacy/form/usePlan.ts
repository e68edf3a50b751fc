import type { BindDraft } from "../../../contract/BindDraft";
import type { BindPlan } from "../../../contract/BindPlan";
import { usePlanning, type Plannable, type Planned as PlannedOf, type Planning as PlanningOf } from "../../usePlanning";
import { sameDraft } from "./form";

export type Planned = PlannedOf<BindDraft, BindPlan>;
export type Planning = PlanningOf<BindDraft, BindPlan>;

const binds: Plannable<BindDraft, BindPlan> = {
  ask: (api, draft) => api.planBind(draft),
  same: sameDraft,
  topics: ["accounts", "bindings"],
};

/** Asks the program what would be bound. */
export const usePlan = (draft: BindDraft | null): Planning => usePlanning(binds, draft);
