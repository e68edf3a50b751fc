import type { Work } from "../../contract/Work";
import type { WorkKind } from "../../contract/WorkKind";
import type { WorkStarted } from "../../contract/WorkStarted";
import { nextId, type Answers, type Stage } from "./stage";

type Commands =
  | "startExport"
  | "listWork"
  | "cancelWork"
  | "dismissWork"
  | "listDisclosures"
  | "retention"
  | "countDue"
  | "setRetention"
  | "runRetention"
  | "backup"
  | "chooseBackupFolder"
  | "stopBackups"
  | "backUpNow"
  | "restoreBackup";

export function keepingAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  const running = () => world.works.filter(({ state }) => state.state === "running").length;
  const begin = (kind: WorkKind, path: string | null): WorkStarted => {
    const work: Work = { id: nextId(world.works), kind, done: 0, total: 4_000, state: { state: "running" }, started_at: Date.now(), path };
    become({ works: [work, ...world.works] });
    become({ status: { ...world.status, works: running() } }, "work", "status");
    return { result: "started", id: work.id };
  };
  return {
    startExport: ({ list, format }) => begin("export", `/home/li.min/${list.list}.${format}`),
    listWork: () => world.works,
    cancelWork: (id) => {
      become({ works: world.works.map((work) => (work.id === id ? { ...work, state: { state: "cancelled" } } : work)) });
      become({ status: { ...world.status, works: running() } }, "work", "status");
    },
    dismissWork: (id) => become({ works: world.works.filter((work) => work.id !== id) }, "work"),
    listDisclosures: (before) => ({ rows: world.disclosures.filter(({ at }) => before === null || at < before), next: null }),
    retention: () => world.retention,
    countDue: ({ rules }) => rules.flatMap(({ kind, days }) => (days === null ? [] : [{ kind, rows: Math.round(36_500 / days) }])),
    setRetention: ({ rules }) => {
      if (rules.some(({ days }) => days !== null && (days < 30 || days > 3_650))) return [{ field: "days", reason: "out_of_range" }];
      const after = world.retention.rules.map((rule) => rules.find(({ kind }) => kind === rule.kind) ?? rule);
      become({ retention: { ...world.retention, rules: after } }, "work");
      return [];
    },
    runRetention: () => begin("retention", null),
    backup: () => world.backup,
    chooseBackupFolder: () => {
      become({ backup: { ...world.backup, folder: "/mnt/backup/switchboard" } }, "work");
      return world.backup;
    },
    stopBackups: () => {
      become({ backup: { ...world.backup, folder: null } }, "work");
      return world.backup;
    },
    backUpNow: () => begin("backup", world.backup.folder),
    restoreBackup: ({ recovery_key }) => (recovery_key.replace(/[\s-]/g, "").length === 52 ? { result: "wrong_key" } : { result: "malformed" }),
  };
}
