import type { BindingState } from "../../contract/BindingState";

/** States in which an X is held. */
export const liveStates: readonly BindingState[] = ["binding", "bound", "unconfirmed", "unknown", "releasing", "still_bound"];

/** States in which somebody has to find out, or to try again. */
export const doubtStates: readonly BindingState[] = ["unconfirmed", "unknown", "still_bound"];

export const isLive = (state: BindingState): boolean => liveStates.includes(state);
