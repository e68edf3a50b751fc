import { presetNames } from "./BehindX";
import { numberKinds } from "./Kinds";

export const computedKeys = {
  "number:behind.preset.": presetNames,
  "number:kinds.": numberKinds,
};
