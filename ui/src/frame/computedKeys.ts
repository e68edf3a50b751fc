export const computedKeys = {
  "frame:gap_kind.": { type: "PollKind" },
};
