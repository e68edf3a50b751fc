export const computedKeys = {
  "replies:filter.": { type: "ConversationShow" },
  "replies:empty.none.": { type: "ConversationShow", without: ["all"] },
  "replies:empty.means.": { type: "ConversationShow", without: ["all"] },
};
