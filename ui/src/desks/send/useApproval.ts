import { useState } from "react";

import { useDo } from "../../ipc/ask";
import { afterApproval, type SendForm } from "./form";
import type { Memory } from "../memory";
import { canBeSent, type Planned, type Planning } from "./usePlan";

export interface Approval {
  /** Approves what is shown, or asks once more first. */
  begin: () => void;
  /** What the dialog asks about: frozen when it opened. */
  asking: Planned | null;
  confirm: () => void;
  cancel: () => void;
}

/** From the press of the button to the job. */
export function useApproval(store: Memory<SendForm>, planning: Planning, approved: () => void): Approval {
  const [asking, ask] = useState<Planned | null>(null);
  const approve = useDo(
    async (api, { draft, plan }: Planned) => {
      try {
        return await api.approveSend({ draft, fingerprint: plan.fingerprint, confirmed: plan.confirmations });
      } catch (problem) {
        // The draft keeps its id: if it did become a job, pressing again makes no second one.
        store.write({ approving: false });
        throw problem;
      }
    },
    {
      done: (answer, { draft, plan }) => {
        if (answer.result === "approved") {
          store.write(afterApproval(store.read(), draft, { jobId: answer.job_id, numbers: plan.numbers, scheduled: plan.scheduled }));
          approved();
        } else {
          store.write({ approving: false, changed: true });
          planning.show({ draft, plan: answer.plan });
        }
      },
    },
  );

  const send = (planned: Planned) => {
    // Read from the store, not from the last render: two presses in one frame are one approval.
    if (store.read().approving) return;
    store.write({ approving: true, changed: false, approved: null });
    approve.mutate(planned);
  };

  return {
    begin: () => {
      const { planned, current } = planning;
      if (planned === null || !current || !canBeSent(planned)) return;
      if (planned.plan.confirmations.length > 0) ask(planned);
      else send(planned);
    },
    asking,
    confirm: () => {
      ask(null);
      if (asking !== null) send(asking);
    },
    cancel: () => ask(null),
  };
}
