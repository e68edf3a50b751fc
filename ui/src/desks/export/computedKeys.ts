import { codes, columns, happenings } from "./headings";

export const computedKeys = {
  "export:title.": Object.keys(columns),
  "export:heading.": [...new Set(Object.values(columns).flat())],
  "export:reason.": codes,
  "export:happening.": happenings,
};
