export const computedKeys = {
  "settings:language.": { type: "Language" },
  "settings:theme.": { type: "Theme" },
  "settings:receiver.trouble.": { type: "ReceiverTrouble" },
  "settings:receiver.trouble_next.": { type: "ReceiverTrouble" },
};
