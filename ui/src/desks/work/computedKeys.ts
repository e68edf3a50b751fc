export const computedKeys = {
  "work:kind.": { type: "WorkKind" },
  "work:running.": { type: "WorkKind" },
  "work:state.": { type: "WorkState" },
};
