import type { DeskStatus } from "../../contract/DeskStatus";
import { longName } from "./accounts";
import { MINUTE } from "./time";

export const quietStatus: DeskStatus = {
  unknown: 0,
  failed_today: 0,
  paused_jobs: 0,
  running: null,
  polls: [],
  gaps: [],
  paused_accounts: [],
  clock_skew_seconds: null,
  foreign_items: 0,
  foreign_ids: 0,
  stray_reports: 0,
  unread_replies: 0,
  works: 0,
  backup_due: false,
  quarantined: 0,
  low_balances: 0,
  bindings_in_doubt: 0,
};

export function busyStatus(): DeskStatus {
  const now = Date.now();
  return {
    ...quietStatus,
    unknown: 3,
    failed_today: 41,
    paused_jobs: 1,
    running: { job_id: 90, settled: 41_200, recipients: 100_000 },
    polls: [{ account_id: 1, account_name: "客服", reports_at: now - 4_000, replies_at: now - 9_000, failing: null, due: true }],
    gaps: [{ id: 5, account_id: 1, account_name: "客服", kind: "reports", from_at: now - 55 * MINUTE, to_at: now - 51 * MINUTE }],
    paused_accounts: [
      { account_id: 2, account_name: longName, reason: { kind: "vendor_code", vendor: "lianjiang", table: "", code: "40003", said: "ip error" } },
    ],
    clock_skew_seconds: 127,
    foreign_items: 2,
    stray_reports: 1,
    unread_replies: 7,
    quarantined: 1,
  };
}
