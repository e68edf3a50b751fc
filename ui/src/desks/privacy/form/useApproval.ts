import { useDo } from "../../../ipc/ask";
import type { Memory } from "../../memory";
import { afterApproval, ticked, type BindForm } from "./form";
import type { Planned, Planning } from "./usePlan";

/** Whether exactly what stands in the boxes can be bound: planned, nothing in the way, everything ticked. */
export function isReady(form: BindForm, { planned, current }: Planning): boolean {
  if (planned === null || !current) return false;
  const { draft, plan } = planned;
  return plan.blockers.length === 0 && ticked(form, plan.confirmations, draft).length === plan.confirmations.length;
}

/** From the press of the button to the binding. */
export function useApproval(store: Memory<BindForm>, planning: Planning, approved: (bindingId: number) => void): () => void {
  const approve = useDo(
    async (api, { draft, plan }: Planned) => {
      try {
        return await api.approveBind({ draft, fingerprint: plan.fingerprint, confirmed: plan.confirmations });
      } catch (problem) {
        // The draft keeps its id: if it did become a binding, pressing again makes no second one.
        store.write({ approving: false });
        throw problem;
      }
    },
    {
      done: (answer, { draft }) => {
        if (answer.result === "approved") {
          store.write(afterApproval(store.read()));
          approved(answer.binding_id);
        } else {
          store.write({ approving: false, changed: true });
          planning.show({ draft, plan: answer.plan });
        }
      },
    },
  );

  return () => {
    // Read from the store, not from the last render: two presses in one frame are one approval.
    const form = store.read();
    const { planned } = planning;
    if (form.approving || planned === null || !isReady(form, planning)) return;
    store.write({ approving: true, changed: false });
    approve.mutate(planned);
  };
}
