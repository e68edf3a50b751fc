import type { Memory } from "../../memory";
import { useApprove } from "../../useApprove";
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
  const approve = useApprove({
    store,
    planning,
    ask: (api, { draft, plan }: Planned) => api.approveBind({ draft, fingerprint: plan.fingerprint, confirmed: plan.confirmations }),
    approved: ({ binding_id: id }) => {
      store.write(afterApproval(store.read()));
      approved(id);
    },
  });

  return () => {
    const { planned } = planning;
    if (planned !== null && isReady(store.read(), planning)) approve(planned);
  };
}
