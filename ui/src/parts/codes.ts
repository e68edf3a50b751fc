import { codeTables, type Code } from "../contract/codes";

/** A code of a vendor. Rows of the first version name no table: the vendor's first that has the code. */
export function vendorCode(vendor: string, table: string, code: string): Code | undefined {
  const tables = Object.hasOwn(codeTables, vendor) ? (codeTables[vendor] ?? {}) : {};
  const rows = table === "" ? Object.values(tables).flat() : (tables[table] ?? []);
  return rows.find((row) => row.code === code);
}

/** Report codes of the carriers whose meaning is known. */
export const reportCodes: ReadonlySet<string> = new Set([
  "DELIVRD",
  "EXPIRED",
  "UNDELIV",
  "REJECTD",
  "DELETED",
  "ACCEPTD",
  "UNKNOWN",
  "MK:0001",
  "MK:0005",
  "MK:0013",
  "MK:0010",
  "MK:0023",
  "DB:0144",
  "ID:0076",
  "MBBLACK",
]);

export const httpClasses = ["redirect", "credentials", "address", "refused", "busy", "fault", "other"] as const;

/** What an HTTP status means for a person. */
export function httpClass(status: number): (typeof httpClasses)[number] {
  if (status >= 300 && status < 400) return "redirect";
  if (status === 401 || status === 403) return "credentials";
  if (status === 404 || status === 405) return "address";
  if (status === 408 || status === 429) return "busy";
  if (status >= 400 && status < 500) return "refused";
  if (status >= 500 && status < 600) return "fault";
  return "other";
}
