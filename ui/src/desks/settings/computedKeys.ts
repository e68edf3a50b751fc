export const computedKeys = {
  "settings:language.": { type: "Language" },
  "settings:theme.": { type: "Theme" },
};
