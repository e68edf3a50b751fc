import type { Problem } from "../contract/Problem";

/** Whether what a command was rejected with is a problem of the contract. */
export function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

/** Whether what was asked for is not there any more; any other problem says nothing of that. */
export function isGone(error: unknown): boolean {
  return isProblem(error) && error.code === "not_found";
}
