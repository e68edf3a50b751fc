import { createContext, useContext } from "react";

import type { Changed } from "../contract/Changed";
import type { Client } from "../contract/client";

/** What the window needs of the program. Tests give their own. */
export interface Program {
  api: Client;
  /** Answers that came before they were asked for here, each as a `Here`. */
  answered?: Client;
  onChanged: (listener: (changed: Changed) => void) => () => void;
}

/** Carries the program to every component. */
export const ProgramContext = createContext<Program | null>(null);

/** The commands of the program. */
export function useApi(): Client {
  return useProgram().api;
}

/** The program: its commands and its events. */
export function useProgram(): Program {
  const program = useContext(ProgramContext);
  if (program === null) throw new Error("no program: wrap the tree in ProgramContext");
  return program;
}
