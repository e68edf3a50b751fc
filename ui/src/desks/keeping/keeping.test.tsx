import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";

import type { Backup } from "../../contract/Backup";
import type { DisclosurePage } from "../../contract/DisclosurePage";
import type { Problem } from "../../contract/Problem";
import type { Retention } from "../../contract/Retention";
import type { RetentionCount } from "../../contract/RetentionCount";
import type { Work } from "../../contract/Work";
import { busyWorld } from "../../dev/world";
import { later, says, showDesk } from "../testing";
import { bytesText } from "./bytes";
import { KeepingPage } from "./KeepingPage";
import { choiceOf, consequences, removesMore, ruleOf } from "./rules";

const backup = (change: Partial<Backup> = {}): Backup => ({
  folder: "/mnt/nas/switchboard",
  recovery_key_saved: true,
  last_at: Date.now() - 60_000,
  last_bytes: 13_002_342,
  failed: null,
  keep: 7,
  ...change,
});

const retention = (change: Partial<Retention> = {}): Retention => ({
  rules: [
    { kind: "messages", days: null },
    { kind: "replies", days: 365 },
    { kind: "bindings", days: null },
    { kind: "checks", days: 400 },
    { kind: "exchanges", days: 90 },
    { kind: "disclosures", days: null },
  ],
  due: [{ kind: "exchanges", rows: 1_204 }],
  runs: [{ at: Date.now(), operator: "", removed: [{ kind: "exchanges", rows: 412 }] }],
  waits: null,
  ...change,
});

describe("the backup", () => {
  test("asks for a folder first, and for the recovery key without which it cannot be opened", async () => {
    let kept = backup({ folder: null, recovery_key_saved: false, last_at: null, last_bytes: null });
    const chooseBackupFolder = () => {
      kept = { ...kept, folder: "/mnt/backup/switchboard" };
      return Promise.resolve(kept);
    };
    const program = showDesk(<KeepingPage />, { api: { backup: () => Promise.resolve(kept), chooseBackupFolder } });
    expect(await screen.findByText("No recovery key was saved")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Save recovery key…" }));
    await waitFor(() => expect(program.asked.map(({ command }) => command)).toContain("saveRecoveryKey"));
    fireEvent.click(screen.getByRole("button", { name: "Choose a folder…" }));
    expect(await screen.findByText("/mnt/backup/switchboard")).toBeVisible();
  });

  test("tells of the last one, and why the last try failed with what to do", async () => {
    const program = showDesk(<KeepingPage />, { api: { backup: says(backup({ failed: { at: Date.now(), problem: "file_not_written" } })) } });
    expect(await screen.findByText(/12\.4 MB/)).toBeVisible();
    expect(screen.getByText("The last backup was not made")).toBeVisible();
    expect(screen.getByText(/Check that the folder is there and can be written/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Back up now" }));
    await waitFor(() => expect(program.asked.map(({ command }) => command)).toContain("backUpNow"));
  });

  test("says why a folder was not taken", async () => {
    const problem: Problem = { code: "wrong_state", message: "a backup beside its original is none" };
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
    showDesk(<KeepingPage />, { api: { backup: says(backup({ folder: null })), chooseBackupFolder: () => Promise.reject(problem) } });
    fireEvent.click(await screen.findByRole("button", { name: "Choose a folder…" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("This folder cannot hold backups");
  });

  test("is given up only when confirmed", async () => {
    const stopBackups = vi.fn(says(backup({ folder: null })));
    showDesk(<KeepingPage />, { api: { backup: says(backup()), stopBackups } });
    fireEvent.click(await screen.findByRole("button", { name: "Make no more backups…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(stopBackups).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Make no more backups" }));
    expect(await screen.findByRole("button", { name: "Choose a folder…" })).toBeVisible();
  });

  test("is not offered in practice", async () => {
    showDesk(<KeepingPage />, { practice: true });
    expect(await screen.findByRole("heading", { name: "How long things are kept" })).toBeVisible();
    expect(screen.queryByRole("heading", { name: "Backup" })).not.toBeInTheDocument();
  });
});

describe("the rules", () => {
  const keep = (kind: string) => screen.findByRole("combobox", { name: `${kind}: keep` });

  test("that remove more are named and confirmed before they are saved", async () => {
    const setRetention = vi.fn(says([]));
    const counts = later<RetentionCount[]>();
    const countDue = vi.fn(() => counts.promise);
    showDesk(<KeepingPage />, { api: { retention: says(retention()), setRetention, countDue } });
    fireEvent.change(await keep("Messages"), { target: { value: "180" } });
    expect(screen.getByText("not saved")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Save the rules" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("Messages: removed when older than 180 days")).toBeVisible();
    expect(dialog.getByText("Counting what goes now…")).toBeVisible();
    expect(countDue).toHaveBeenCalledExactlyOnceWith({ rules: [{ kind: "messages", days: 180 }] });
    counts.keep([
      { kind: "messages", rows: 1_204 },
      { kind: "disclosures", rows: 9 },
    ]);
    expect(await dialog.findByText("Now that is 1,204 messages.")).toBeVisible();
    expect(setRetention).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Save, and remove 1,204 rows" }));
    await waitFor(() => expect(setRetention).toHaveBeenCalledExactlyOnceWith({ rules: [{ kind: "messages", days: 180 }] }));
  });

  test("of what came of them shorten the interface log too, and that is said", async () => {
    showDesk(<KeepingPage />, { api: { retention: says(retention()), countDue: says([{ kind: "replies", rows: 0 }, { kind: "exchanges", rows: 1 }]) } });
    fireEvent.change(await keep("Replies"), { target: { value: "own" } });
    fireEvent.change(screen.getByRole("textbox", { name: "Replies: days" }), { target: { value: "60" } });
    fireEvent.click(screen.getByRole("button", { name: "Save the rules" }));
    const dialog = within(await screen.findByRole("dialog"));
    await dialog.findByRole("button", { name: "Save, and remove 1 row" });
    expect(dialog.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "Replies: removed when older than 60 daysNow that is nothing.",
      "Interface log: removed when older than 60 daysNow that is 1 entry of the interface log.",
    ]);
  });

  test("wait for a clock that can be believed", async () => {
    const world = busyWorld();
    showDesk(<KeepingPage />, { world: { ...world, status: { ...world.status, clock_skew_seconds: -4_000 } }, api: { retention: says(retention()) } });
    expect(await screen.findByText("This computer's clock is wrong")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove what is due now…" })).not.toBeInTheDocument();
  });

  test("say why nothing goes by itself, and before it goes by hand", async () => {
    showDesk(<KeepingPage />, { api: { retention: says(retention({ waits: "clock_not_told" })) } });
    expect(await screen.findByText("Nothing is removed by itself for now")).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: "Remove what is due now…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/Make sure that the date on this computer is right/)).toBeVisible();
  });

  test("that keep more are saved at once", async () => {
    const setRetention = vi.fn(says([]));
    showDesk(<KeepingPage />, { api: { retention: says(retention()), setRetention } });
    fireEvent.change(await keep("Replies"), { target: { value: "ever" } });
    fireEvent.click(screen.getByRole("button", { name: "Save the rules" }));
    await waitFor(() => expect(setRetention).toHaveBeenCalledExactlyOnceWith({ rules: [{ kind: "replies", days: null }] }));
  });

  test("that were refused say so as what went wrong", async () => {
    const setRetention = vi.fn(says([{ field: "days", reason: "out_of_range" as const }]));
    showDesk(<KeepingPage />, { api: { retention: says(retention()), setRetention } });
    fireEvent.change(await keep("Replies"), { target: { value: "ever" } });
    fireEvent.click(screen.getByRole("button", { name: "Save the rules" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Outside the allowed range.");
    expect(screen.queryByText("The rules are saved.")).not.toBeInTheDocument();
  });

  test("take a number of one's own from 30 days on", async () => {
    showDesk(<KeepingPage />, { api: { retention: says(retention()) } });
    const days = await screen.findByRole("textbox", { name: "Number checks: days" });
    expect(days).toHaveValue("400 days");
    fireEvent.change(days, { target: { value: "29" } });
    expect(await screen.findByText("From 30 to 3,650 days.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Save the rules" })).toBeDisabled();
    fireEvent.click(screen.getByRole("button", { name: "As it was" }));
    expect(screen.queryByText("From 30 to 3,650 days.")).not.toBeInTheDocument();
  });

  test("remove what is due now only after its count was confirmed", async () => {
    const runRetention = vi.fn(says({ result: "started" as const, id: 4 }));
    showDesk(<KeepingPage />, { api: { retention: says(retention()), runRetention } });
    fireEvent.click(await screen.findByRole("button", { name: "Remove what is due now…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("1,204 entries of the interface log")).toBeVisible();
    expect(runRetention).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Remove 1,204 rows" }));
    await waitFor(() => expect(runRetention).toHaveBeenCalledOnce());
  });

  test("tell what they removed, and when that was by itself", async () => {
    showDesk(<KeepingPage />, { api: { retention: says(retention()) } });
    fireEvent.click(await screen.findByRole("button", { name: "Last clean-up" }));
    expect(await screen.findByText("412 entries of the interface log")).toBeInTheDocument();
    expect(screen.getByText("by itself")).toBeInTheDocument();
  });

  test("are read from the form and back", () => {
    for (const days of [null, 30, 90, 180, 365, 3_650]) expect(ruleOf(choiceOf({ kind: "checks", days }))).toEqual({ kind: "checks", days });
    const own = (text: string | number) => ruleOf({ kind: "checks", how: "own", own: text });
    expect([own(""), own(29), own(3_651), own(40.5)]).toEqual([undefined, undefined, undefined, undefined]);
    const before = { kind: "checks" as const, days: 90 };
    expect(removesMore(before, { kind: "checks", days: 89 })).toBe(true);
    expect(removesMore(before, { kind: "checks", days: 91 })).toBe(false);
    expect(removesMore(before, { kind: "checks", days: null })).toBe(false);
    expect(removesMore({ kind: "checks", days: null }, { kind: "checks", days: 3_650 })).toBe(true);
    // Longer for the interface log alone changes nothing while something else is kept shorter.
    const rules = retention().rules.map((rule) => (rule.kind === "replies" ? { ...rule, days: 60 } : rule));
    expect(consequences(rules, [{ kind: "exchanges", days: 180 }])).toEqual([]);
    expect(consequences(rules, [{ kind: "exchanges", days: 30 }])).toEqual([{ kind: "exchanges", days: 30 }]);
  });
});

test("what left the program is told page by page", async () => {
  const at = Date.now();
  const pages = vi.fn(
    async (before: number | null): Promise<DisclosurePage> =>
      before === null
        ? {
            rows: [
              { at, operator: "李敏", desk: "KF3", what: { kind: "export", list: "messages", file: "m.xlsx", rows: 1_204, full_numbers: true, finished: false } },
            ],
            next: at,
          }
        : {
            rows: [{ at: at - 5, operator: "王芳", desk: "KF1", what: { kind: "reveal", of: { at: "message", id: 4 }, number_masked: "138****0001" } }],
            next: null,
          },
  );
  showDesk(<KeepingPage />, { api: { listDisclosures: pages } });
  expect(await screen.findByText(/Exported messages, 1,204 rows, numbers in full/)).toHaveTextContent("(not finished)");
  fireEvent.click(screen.getByRole("button", { name: "Show older" }));
  expect(await screen.findByRole("link", { name: "138****0001" })).toHaveAttribute("href", "/number/message/4");
  expect(screen.getByText(/Looked at the full number of/)).toHaveTextContent("Looked at the full number of 138****0001");
  expect(pages).toHaveBeenLastCalledWith(at);
});

test("what left the program is asked for again when work begins and ends and when a number was looked at, not at each step", async () => {
  const listDisclosures = vi.fn(says<DisclosurePage>({ rows: [], next: null }));
  const program = showDesk(<KeepingPage />, { api: { listDisclosures } });
  await waitFor(() => expect(listDisclosures).toHaveBeenCalledTimes(1));
  const step = async (works: Work[]) => {
    program.world.works = works;
    const before = program.asked.filter(({ command }) => command === "listWork").length;
    program.tell("work");
    await waitFor(() => expect(program.asked.filter(({ command }) => command === "listWork").length).toBeGreaterThan(before));
  };
  const exporting = (done: number): Work => ({ id: 9, kind: "export", done, total: 100, state: { state: "running" }, started_at: Date.now(), path: null });
  await step([exporting(1)]);
  await waitFor(() => expect(listDisclosures.mock.calls.length).toBeGreaterThan(1));
  const begun = listDisclosures.mock.calls.length;
  for (const done of [20, 40, 60]) await step([exporting(done)]);
  expect(listDisclosures).toHaveBeenCalledTimes(begun);
  await step([{ ...exporting(100), state: { state: "done" } }]);
  await waitFor(() => expect(listDisclosures.mock.calls.length).toBeGreaterThan(begun));
  const ended = listDisclosures.mock.calls.length;
  program.tell("messages", "work");
  await waitFor(() => expect(listDisclosures.mock.calls.length).toBeGreaterThan(ended));
});

test("sizes are written by hand", () => {
  expect([0, 1_023, 1_024, 13_002_342, 5 * 1_024 ** 3, 400 * 1_024 ** 2].map(bytesText)).toEqual(["0 B", "1023 B", "1.0 KB", "12.4 MB", "5.0 GB", "400 MB"]);
});
