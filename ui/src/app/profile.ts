import { createContext, useContext } from "react";

import type { ProfileState } from "../contract/ProfileState";

export type Ready = Extract<ProfileState, { state: "ready" }>;
export type Opening = "live" | "practice" | "retry";

/** What can be done with profiles from anywhere in the window. */
export interface Profiles {
  open: (which: Opening) => void;
  leave: () => void;
  wipePractice: () => void;
  /** The state the program answered with. */
  become: (state: ProfileState) => void;
  /** Asks the program for the state. */
  askAgain: () => void;
}

export const ProfilesContext = createContext<Profiles | null>(null);
export const ReadyContext = createContext<Ready | null>(null);

export function useProfiles(): Profiles {
  const profiles = useContext(ProfilesContext);
  if (profiles === null) throw new Error("no profiles: wrap the tree in ProfilesContext");
  return profiles;
}

/** The open profile. */
export function useReady(): Ready {
  const ready = useContext(ReadyContext);
  if (ready === null) throw new Error("no profile is open here");
  return ready;
}
