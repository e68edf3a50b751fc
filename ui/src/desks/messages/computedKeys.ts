import { billing } from "./story/answerCase";

const answers = Object.keys(billing);

export const computedKeys = {
  "messages:column.": ["state", "number", "account", "text", "segments", "time", "result"],
  "messages:answer.": answers.flatMap((answer) => ["head", "means", "next", "customer"].map((part) => `${answer}.${part}`)),
  "messages:billed.": [...new Set(Object.values(billing))],
};
