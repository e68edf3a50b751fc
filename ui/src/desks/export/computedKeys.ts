import { columns } from "./headings";

export const computedKeys = {
  "export:title.": Object.keys(columns),
  "export:heading.": [...new Set(Object.values(columns).flat())],
};
