import { presetNames } from "./sendTime";

export const computedKeys = {
  "send:bad_line.": { type: "BadLineReason" },
  "send:blocker.": { type: "Blocker" },
  "send:warning.": { type: "Warning", without: ["unknown_range", "brackets_cost"] },
  "send:mode.": { type: "SendMode" },
  "send:time.preset.": presetNames,
};
