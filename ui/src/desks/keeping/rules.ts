import type { RetentionKind } from "../../contract/RetentionKind";
import type { RetentionRule } from "../../contract/RetentionRule";

export const kinds: readonly RetentionKind[] = ["messages", "replies", "bindings", "checks", "exchanges", "disclosures"];

export const presets = [90, 180, 365] as const;
export const LOWEST = 30;
export const HIGHEST = 3_650;

/** How long a kind is kept, as the form says it. */
export interface Choice {
  kind: RetentionKind;
  how: "ever" | "own" | `${(typeof presets)[number]}`;
  /** What stands in the box for an own number. */
  own: number | string;
}

export function choiceOf({ kind, days }: RetentionRule): Choice {
  if (days === null) return { kind, how: "ever", own: "" };
  const preset = presets.find((one) => one === days);
  return preset === undefined ? { kind, how: "own", own: days } : { kind, how: `${preset}`, own: "" };
}

/** The rule a choice stands for; none while its number is not one. */
export function ruleOf({ kind, how, own }: Choice): RetentionRule | undefined {
  if (how === "ever") return { kind, days: null };
  const days = Number(how === "own" ? own : how);
  return own !== "" || how !== "own" ? (Number.isInteger(days) && days >= LOWEST && days <= HIGHEST ? { kind, days } : undefined) : undefined;
}

/** What is kept no longer than raw requests and answers: these hold the same numbers and texts. */
const sameNumbers: readonly RetentionKind[] = ["messages", "replies", "bindings", "checks", "exchanges"];

/** How long raw requests and answers are kept: no longer than the shortest rule of what came of them. */
export function exchangesKept(rules: readonly RetentionRule[]): RetentionRule {
  const days = rules.flatMap(({ kind, days: kept }) => (kept !== null && sameNumbers.includes(kind) ? [kept] : []));
  return { kind: "exchanges", days: days.length === 0 ? null : Math.min(...days) };
}

/** What a change of rules comes to, each kind once: also what is removed with another. */
export function consequences(before: readonly RetentionRule[], changed: readonly RetentionRule[]): RetentionRule[] {
  const after = before.map((rule) => changed.find(({ kind }) => kind === rule.kind) ?? rule);
  const raw = exchangesKept(after);
  const others = changed.filter(({ kind }) => kind !== "exchanges");
  return raw.days === exchangesKept(before).days ? others : [...others, raw];
}

/** Whether a rule can remove what the one before kept. */
export function removesMore(before: RetentionRule | undefined, after: RetentionRule): boolean {
  return after.days !== null && (before === undefined || before.days === null || after.days < before.days);
}
