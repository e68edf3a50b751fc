import type { FieldProblem } from "../../contract/FieldProblem";
import type { Template } from "../../contract/Template";
import type { TemplateVariable } from "../../contract/TemplateVariable";
import { nextId, type Answers, type Stage } from "./stage";

function variablesOf(text: string): TemplateVariable[] {
  return [...text.matchAll(/\$\{(\w+)\}|\{(\w+)\}|#(\w+)#/g)].map((match) => ({
    placeholder: match[0],
    name: match[1] ?? match[2] ?? match[3] ?? "",
  }));
}

type Commands = "listTemplates" | "saveTemplate" | "deleteTemplate" | "readTemplate";

export function templateAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    listTemplates: (id) => world.templates.filter((template) => template.account_id === id),
    saveTemplate: ({ variable_names, id, ...draft }) => {
      const problems: FieldProblem[] = [];
      for (const field of ["name", "template_id", "text"] as const) {
        if (draft[field].trim() === "") problems.push({ field, reason: "required" });
      }
      if (problems.length > 0) return { result: "invalid", problems };
      const template: Template = {
        ...draft,
        id: id ?? nextId(world.templates),
        variables: variablesOf(draft.text).map((variable, i) => ({ ...variable, name: variable_names[i] ?? variable.name })),
      };
      become({ templates: [...world.templates.filter((candidate) => candidate.id !== id), template] }, "templates");
      return { result: "saved", template };
    },
    deleteTemplate: (id) => become({ templates: world.templates.filter((template) => template.id !== id) }, "templates"),
    readTemplate: variablesOf,
  };
}
