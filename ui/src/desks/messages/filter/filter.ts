import type { MessageFilter } from "../../../contract/MessageFilter";
import type { MessageState } from "../../../contract/MessageState";

/** Leaves nothing out. */
export const everything: MessageFilter = {
  states: [],
  account_id: null,
  modes: [],
  from_at: null,
  to_at: null,
  last_days: null,
  changed_from_at: null,
  changed_days: null,
  job_id: null,
  operator: "",
  code: "",
  search: "",
};

/** Whether it leaves nothing out. */
export function isEverything(filter: MessageFilter): boolean {
  return same(filter, everything);
}

/** Whether two ask for the same. */
export function same(one: MessageFilter, other: MessageFilter): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(filter: MessageFilter): MessageFilter {
  return { ...everything, ...filter, states: [...filter.states].sort(), modes: [...filter.modes].sort(), search: filter.search.trim() };
}

/** Whether all of these states are among those asked for. */
export function hasStates(filter: MessageFilter, group: readonly MessageState[]): boolean {
  return group.every((state) => filter.states.includes(state));
}

/** With these states or, if it had all of them, without. */
export function toggled(filter: MessageFilter, group: readonly MessageState[]): MessageState[] {
  const rest = filter.states.filter((state) => !group.includes(state));
  return hasStates(filter, group) ? rest : [...rest, ...group];
}

/** The list of those nobody knows the outcome of: whatever else is asked for. */
export function isUnknownList({ states }: MessageFilter): boolean {
  return states.length === 1 && states[0] === "unknown";
}
