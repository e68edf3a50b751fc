import type { Backup } from "../../contract/Backup";
import type { Disclosure } from "../../contract/Disclosure";
import type { Retention } from "../../contract/Retention";
import { DAY, HOUR, MINUTE } from "./time";

export const noBackup: Backup = { folder: null, recovery_key_saved: true, last_at: null, last_bytes: null, failed: null, keep: 7 };

export function usualRetention(): Retention {
  return {
    rules: [
      { kind: "messages", days: 365 },
      { kind: "replies", days: 365 },
      { kind: "bindings", days: null },
      { kind: "checks", days: 365 },
      { kind: "exchanges", days: 90 },
      { kind: "disclosures", days: null },
    ],
    due: [
      { kind: "messages", rows: 1_204 },
      { kind: "exchanges", rows: 88 },
    ],
    runs: [{ at: Date.now() - DAY, operator: "", removed: [{ kind: "exchanges", rows: 412 }] }],
    waits: null,
  };
}

export function manyDisclosures(): Disclosure[] {
  const now = Date.now();
  const who = { operator: "李敏", desk: "KF3" };
  return [
    { ...who, at: now - 9 * MINUTE, what: { kind: "reveal", of: { at: "message", id: 40_000 }, number_masked: "130****1000" } },
    { ...who, at: now - HOUR, what: { kind: "export", list: "messages", file: "messages-2025-06-13.xlsx", rows: 1_204, full_numbers: true, finished: true } },
  ];
}
