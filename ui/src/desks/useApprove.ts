import type { Client } from "../contract/client";
import { useDo } from "../ipc/ask";
import type { Memory } from "./memory";
import type { Planned, Planning } from "./usePlanning";

/** What a form remembers of its approval. */
export interface Approving {
  /** Between the press of the button and the program's answer. */
  approving: boolean;
  /** The last approval answered that the plan is another by now. */
  changed: boolean;
}

interface Approved {
  result: "approved";
}

interface NotAsShown<Plan> {
  result: "not_as_shown";
  plan: Plan;
}

interface Options<Draft, Plan, Done extends Approved> {
  store: Memory<Approving>;
  planning: Planning<Draft, Plan>;
  /** Approves the draft by the fingerprint of the plan that was shown. */
  ask: (api: Client, planned: Planned<Draft, Plan>) => Promise<Done | NotAsShown<Plan>>;
  approved: (answer: Done, planned: Planned<Draft, Plan>) => void;
}

/** Approves exactly what was shown; a plan that is another by now is shown instead. */
export function useApprove<Draft, Plan, Done extends Approved>(options: Options<Draft, Plan, Done>): (planned: Planned<Draft, Plan>) => void {
  const { store, planning, ask, approved } = options;
  const approve = useDo(
    async (api, planned: Planned<Draft, Plan>) => {
      try {
        return await ask(api, planned);
      } catch (problem) {
        // The draft keeps its id: if it was approved after all, pressing again approves nothing twice.
        store.write({ approving: false });
        throw problem;
      }
    },
    {
      done: (answer, planned) => {
        if (answer.result === "approved") {
          approved(answer, planned);
        } else {
          store.write({ approving: false, changed: true });
          planning.show({ draft: planned.draft, plan: answer.plan });
        }
      },
    },
  );

  return (planned) => {
    // Read from the store, not from the last render: two presses in one frame are one approval.
    if (store.read().approving) return;
    store.write({ approving: true, changed: false });
    approve.mutate(planned);
  };
}
