import type { MessageStory } from "../../../contract/MessageStory";

/** What "did the customer get it?" can be answered with. */
export type AnswerCase =
  | "queued"
  | "queued_paused"
  | "sending"
  | "scheduled"
  | "accepted"
  | "accepted_elsewhere"
  | "delivered"
  | "delivered_by_hand"
  | "failed"
  | "failed_by_hand"
  | "rejected"
  | "not_sent"
  | "unknown"
  | "no_report";

/** The sentences of an answer. */
export const answerParts = ["head", "means", "next", "customer"] as const;
export type AnswerPart = (typeof answerParts)[number];

export function answerCase({ message, job_state }: MessageStory, now: number): AnswerCase {
  const { state } = message;
  switch (state) {
    case "queued":
      return job_state === "paused" ? "queued_paused" : "queued";
    case "accepted":
      if (message.scheduled_for !== null && message.scheduled_for > now) return "scheduled";
      return message.reports_here ? "accepted" : "accepted_elsewhere";
    case "delivered":
      return message.decided_by_hand ? "delivered_by_hand" : "delivered";
    case "failed":
      return message.decided_by_hand ? "failed_by_hand" : "failed";
    default:
      return state;
  }
}

/** What of a call is told in other words than of a text. */
export const ofCalls: Record<AnswerCase, readonly AnswerPart[]> = {
  queued: ["customer"],
  queued_paused: ["customer"],
  sending: ["customer"],
  scheduled: ["customer"],
  accepted: ["head", "means", "customer"],
  accepted_elsewhere: ["customer"],
  delivered: ["head", "means", "next", "customer"],
  delivered_by_hand: ["customer"],
  failed: ["head", "means", "next", "customer"],
  failed_by_hand: ["customer"],
  rejected: ["means", "customer"],
  not_sent: ["next", "customer"],
  unknown: ["head", "means", "customer"],
  no_report: ["means", "customer"],
};

/** How many calls it is billed as is said where the others say segments. */
export const callBilling: readonly Billing[] = ["likely", "perhaps", "if_taken"];

export type Billing = "no" | "not_yet" | "likely" | "perhaps" | "if_taken";

/** Whether the vendor will likely bill it: domestic vendors bill what they took. */
export const billing: Record<AnswerCase, Billing> = {
  queued: "not_yet",
  queued_paused: "not_yet",
  sending: "if_taken",
  scheduled: "likely",
  accepted: "likely",
  accepted_elsewhere: "likely",
  delivered: "likely",
  delivered_by_hand: "likely",
  failed: "perhaps",
  failed_by_hand: "perhaps",
  rejected: "no",
  not_sent: "no",
  unknown: "if_taken",
  no_report: "likely",
};
