import { lists } from "./DisclosuresSection";

export const computedKeys = {
  "keeping:kind.": { type: "RetentionKind" },
  "keeping:kind_words.": { type: "RetentionKind" },
  "keeping:count.": { type: "RetentionKind" },
  "keeping:list.": lists,
};
