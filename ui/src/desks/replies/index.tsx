import { useLocation } from "wouter";

import { Conversations } from "./Conversations";
import { SuppressionList } from "./suppression/SuppressionList";

/** Replies: `/replies` are the conversations, `/replies/suppressed` the numbers nothing is sent to. */
export function RepliesDesk() {
  const [location] = useLocation();
  return location === "/replies/suppressed" ? <SuppressionList /> : <Conversations />;
}
