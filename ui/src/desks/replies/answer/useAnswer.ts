import { useMemo, useState } from "react";

import type { AnswerDraft } from "../../../contract/AnswerDraft";
import type { SendPlan } from "../../../contract/SendPlan";
import type { Memory } from "../../memory";
import { useApprove } from "../../useApprove";
import { usePlanning, type Plannable, type Planned as PlannedOf, type Planning as PlanningOf } from "../../usePlanning";
import { afterAnswer, sameAnswer, type AnswerForm } from "./form";

export type Planned = PlannedOf<AnswerDraft, SendPlan>;
export type Planning = PlanningOf<AnswerDraft, SendPlan>;

const answers: Plannable<AnswerDraft, SendPlan> = {
  ask: (api, draft) => api.planAnswer(draft),
  same: sameAnswer,
  // A newer reply can have another extension.
  topics: ["accounts", "balances", "replies", "suppression"],
};

export interface Answer {
  planning: Planning;
  /** Whether exactly what stands in the boxes can be approved. */
  ready: boolean;
  /** Approves what is shown, or asks once more first. */
  begin: () => void;
  /** What the dialog asks about: frozen when it opened. */
  asking: Planned | null;
  confirm: () => void;
  cancel: () => void;
}

/** From what is written to the job. */
export function useAnswer(conversationId: number, form: AnswerForm, signature: string, store: Memory<AnswerForm>): Answer {
  const { draftId, content, reference } = form;
  const draft = useMemo(
    (): AnswerDraft => ({ draft_id: draftId, conversation_id: conversationId, content, signature, reference }),
    [draftId, conversationId, content, signature, reference],
  );
  const planning = usePlanning(answers, draft);
  const [asking, ask] = useState<Planned | null>(null);
  const approve = useApprove({
    store,
    planning,
    ask: (api, { draft: shown, plan }: Planned) => api.approveAnswer({ draft: shown, fingerprint: plan.fingerprint, confirmed: plan.confirmations }),
    approved: () => store.write(afterAnswer(store.read())),
  });
  const { planned, current } = planning;
  const ready = planned !== null && current && planned.plan.blockers.length === 0;
  return {
    planning,
    ready,
    begin: () => {
      if (planned === null || !ready) return;
      if (planned.plan.confirmations.length > 0) ask(planned);
      else approve(planned);
    },
    asking,
    confirm: () => {
      ask(null);
      if (asking !== null) approve(asking);
    },
    cancel: () => ask(null),
  };
}
