import { presetNames } from "./BehindX";

export const computedKeys = {
  "number:behind.preset.": presetNames,
};
