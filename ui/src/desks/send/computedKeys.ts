export const computedKeys = {
  "send:bad_line.": { type: "BadLineReason" },
  "send:blocker.": { type: "Blocker" },
  "send:warning.": { type: "Warning", without: ["unknown_range"] },
};
