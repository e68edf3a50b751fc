import { useState } from "react";

import type { Memory } from "../memory";
import { useApprove } from "../useApprove";
import { afterApproval, type SendForm } from "./form";
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
  const approve = useApprove({
    store,
    planning,
    ask: (api, { draft, plan }: Planned) => api.approveSend({ draft, fingerprint: plan.fingerprint, confirmed: plan.confirmations }),
    approved: ({ job_id: jobId }, { draft, plan: { numbers, scheduled } }) => {
      store.write(afterApproval(store.read(), draft, { jobId, numbers, scheduled }));
      approved();
    },
  });

  const send = (planned: Planned) => {
    store.write({ approved: null });
    approve(planned);
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
