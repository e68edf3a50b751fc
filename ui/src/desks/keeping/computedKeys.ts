export const computedKeys = {
  "keeping:kind.": { type: "RetentionKind" },
  "keeping:kind_words.": { type: "RetentionKind" },
  "keeping:count.": { type: "RetentionKind" },
  "keeping:list.": ["messages", "replies", "bindings", "number"],
};
