import type { ExchangeKind } from "../../../contract/ExchangeKind";

/** What can be chosen together: what an operator did, what is fetched, what comes by itself. */
export const groups: Readonly<Record<string, readonly ExchangeKind[]>> = {
  sends: ["send"],
  checks: ["check"],
  bindings: ["bind", "release"],
  polls: ["reports", "replies", "status"],
  balances: ["balance"],
  pushes: ["push"],
};
