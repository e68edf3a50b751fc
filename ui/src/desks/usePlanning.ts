import { useEffect, useReducer, useState } from "react";

import type { Client } from "../contract/client";
import type { Topic } from "../contract/Topic";
import { useProgram } from "../ipc/context";

const PAUSE_MS = 250;

/** A plan together with the draft it was made for. */
export interface Planned<Draft, Plan> {
  draft: Draft;
  plan: Plan;
}

/** How drafts of a kind are planned. */
export interface Plannable<Draft, Plan> {
  ask: (api: Client, draft: Draft) => Promise<Plan>;
  /** Whether two drafts are the same to the character. */
  same: (one: Draft, other: Draft) => boolean;
  /** A plan holds as long as none of these changed. */
  topics: readonly Topic[];
}

/** What is planned of a draft, as it is typed. */
export interface Planning<Draft, Plan> {
  /** The last plan; it may belong to an earlier draft. */
  planned: Planned<Draft, Plan> | null;
  /** Whether `planned` belongs to exactly what stands in the boxes. */
  current: boolean;
  /** Whether the last question failed. */
  failed: boolean;
  /** Shows a plan that came with another answer. */
  show: (planned: Planned<Draft, Plan>) => void;
}

/** Asks the program what would be done, a moment after the last change of the draft. `kind` is the same object each time. */
export function usePlanning<Draft extends { draft_id: string }, Plan>(kind: Plannable<Draft, Plan>, draft: Draft | null): Planning<Draft, Plan> {
  const { api, onChanged } = useProgram();
  const [planned, show] = useState<Planned<Draft, Plan> | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, askAgain] = useReducer((before: number) => before + 1, 0);

  useEffect(
    () =>
      onChanged(({ topics }) => {
        if (topics.some((topic) => kind.topics.includes(topic))) askAgain();
      }),
    [onChanged, kind],
  );

  useEffect(() => {
    if (draft === null) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      kind.ask(api, draft).then(
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
  }, [api, kind, draft, round]);

  // A plan of a draft that was approved says nothing of the next one.
  const own = planned !== null && planned.draft.draft_id === draft?.draft_id ? planned : null;
  const current = own !== null && draft !== null && kind.same(own.draft, draft);
  return { planned: own, current, failed, show };
}
