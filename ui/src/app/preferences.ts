import { createContext, useContext } from "react";

import type { Preferences } from "../contract/Preferences";

/** Language, theme and density, and how to change them. */
export interface Preferring {
  preferences: Preferences;
  prefer: (change: Partial<Preferences>) => void;
}

export const PreferencesContext = createContext<Preferring | null>(null);

export function usePreferences(): Preferring {
  const preferring = useContext(PreferencesContext);
  if (preferring === null) throw new Error("no preferences: wrap the tree in Preferred");
  return preferring;
}
