import type { Problem } from "../contract/Problem";

/** Whether what a command was rejected with is a problem of the contract. */
export function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
