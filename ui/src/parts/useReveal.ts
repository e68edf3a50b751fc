import { useState } from "react";

import type { Client } from "../contract/client";
import { useDo } from "../ipc/ask";

interface Reveal<Shown> {
  /** What was asked for; none while it is masked. */
  shown: Shown | null;
  busy: boolean;
  /** Shows it, or hides it again. */
  toggle: () => void;
}

/** Shows what is masked when somebody needs it, and forgets it when it is hidden; the program records every look. */
export function useReveal<Shown>(ask: (api: Client) => Promise<Shown>): Reveal<Shown> {
  const [shown, show] = useState<Shown | null>(null);
  const reveal = useDo(ask, { done: show });
  return {
    shown,
    busy: reveal.isPending,
    toggle: () => (shown === null ? reveal.mutate(undefined) : show(null)),
  };
}
