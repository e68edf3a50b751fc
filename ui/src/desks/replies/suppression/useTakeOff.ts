import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../../contract/FieldProblem";
import type { Suppressed } from "../../../contract/Suppressed";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";

interface TakeOff {
  why: string;
  setWhy: (why: string) => void;
  problems: readonly FieldProblem[];
  busy: boolean;
  submit: () => void;
}

/** Takes a number off the list, with the reason that is kept. */
export function useTakeOff({ id, number_masked: number }: Suppressed, onGone: () => void): TakeOff {
  const { t } = useTranslation();
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const take = useDo((api, reason: string) => api.unsuppress({ id, why: reason }), {
    done: (found) => {
      setProblems(found);
      if (found.length > 0) return;
      announce(t("suppression:off.done", { number }));
      onGone();
    },
  });
  return {
    why,
    setWhy,
    problems: tried && why.trim() === "" ? [{ field: "why", reason: "required" }] : problems,
    busy: take.isPending,
    submit: () => {
      setTried(true);
      if (why.trim() !== "" && !take.isPending) take.mutate(why.trim());
    },
  };
}
