export const computedKeys = {
  "problems:sentence.": { type: "ProblemCode" },
  "problems:next.": { type: "ProblemCode" },
};
