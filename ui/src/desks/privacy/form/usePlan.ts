import { useEffect, useReducer, useState } from "react";

import type { BindDraft } from "../../../contract/BindDraft";
import type { BindPlan } from "../../../contract/BindPlan";
import type { Topic } from "../../../contract/Topic";
import { useProgram } from "../../../ipc/context";
import { sameDraft } from "./form";

const PAUSE_MS = 250;

/** A plan holds as long as none of these changed. */
const TOPICS: readonly Topic[] = ["accounts", "bindings"];

/** A plan together with the draft it was made for. */
export interface Planned {
  draft: BindDraft;
  plan: BindPlan;
}

export interface Planning {
  /** The last plan; it may belong to an earlier draft. */
  planned: Planned | null;
  /** Whether `planned` belongs to exactly what stands in the boxes. */
  current: boolean;
  /** Whether the last question failed. */
  failed: boolean;
  /** Shows a plan that came with another answer. */
  show: (planned: Planned) => void;
}

/** Asks the program what would be bound, a moment after the last change of the draft. */
export function usePlan(draft: BindDraft | null): Planning {
  const { api, onChanged } = useProgram();
  const [planned, show] = useState<Planned | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, askAgain] = useReducer((before: number) => before + 1, 0);

  useEffect(
    () =>
      onChanged(({ topics }) => {
        if (topics.some((topic) => TOPICS.includes(topic))) askAgain();
      }),
    [onChanged],
  );

  useEffect(() => {
    if (draft === null) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      api.planBind(draft).then(
        (plan) => {
          if (stale) return;
          show({ draft, plan });
          setFailed(false);
        },
        () => {
          if (!stale) setFailed(true);
        },
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [api, draft, round]);

  // A plan of a draft that was approved says nothing of the next one.
  const own = planned !== null && planned.draft.draft_id === draft?.draft_id ? planned : null;
  const current = own !== null && draft !== null && sameDraft(own.draft, draft);
  return { planned: own, current, failed, show };
}
