/** Lianjiang's table of codes. */
export const lianjiangCodes: ReadonlySet<string> = new Set([
  "20000",
  "40000",
  "40001",
  "40002",
  "40003",
  "40004",
  "40005",
  "40006",
  "40007",
  "40008",
  "40009",
  "40010",
  "40011",
  "40012",
  "40013",
  "40014",
  "40015",
  "40016",
  "40017",
  "40018",
  "40999",
  "49999",
]);

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
