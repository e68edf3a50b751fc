import type { TFunction } from "i18next";

import type { FieldProblem } from "../contract/FieldProblem";

/** The sentence to stand under a field, or none when it is fine. */
export function fieldError(t: TFunction, problems: readonly FieldProblem[], field: string): string | null {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem === undefined ? null : t(`parts:field.${problem.reason}`);
}

/** Moves the focus to the first field, in the order of the page, that has a problem. Fields carry their draft name as `name`, or as `data-field` where `name` goes to a hidden one. */
export function focusFirstProblem(form: HTMLElement | null, problems: readonly FieldProblem[]): void {
  const wrong = new Set(problems.map((problem) => problem.field));
  const fields = form?.querySelectorAll<HTMLElement>("[name], [data-field]") ?? [];
  for (const field of fields) {
    if (wrong.has(field.getAttribute("data-field") ?? field.getAttribute("name") ?? "")) {
      field.focus();
      return;
    }
  }
}
