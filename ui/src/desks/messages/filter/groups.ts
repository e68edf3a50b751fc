import type { MessageState } from "../../../contract/MessageState";

type FilterGroup = "failed" | "not_submitted" | "waiting" | "no_report" | "delivered";

/** What needs a person comes first; what nobody knows the outcome of has a list of its own. The first state of each gives it its name. */
export const filterGroups: readonly { name: FilterGroup; states: readonly [MessageState, ...MessageState[]] }[] = [
  { name: "failed", states: ["failed"] },
  { name: "not_submitted", states: ["not_sent", "rejected"] },
  { name: "waiting", states: ["accepted", "queued", "sending"] },
  { name: "no_report", states: ["no_report"] },
  { name: "delivered", states: ["delivered"] },
];
