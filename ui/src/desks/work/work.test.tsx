import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { Work } from "../../contract/Work";
import { busyWorld } from "../../dev/world";
import { showDesk } from "../testing";
import { WorkPanel } from "./WorkPanel";

const work = (change: Partial<Work>): Work => ({
  id: 1,
  kind: "export",
  done: 1_250,
  total: 5_000,
  state: { state: "running" },
  started_at: Date.now(),
  path: "/home/li/messages.xlsx",
  ...change,
});

const showWorks = (works: Work[]) => showDesk(<WorkPanel />, { world: { ...busyWorld(), works } });

async function panel(button: string) {
  fireEvent.click(await screen.findByRole("button", { name: button }));
  return within(await screen.findByRole("dialog"));
}

test("shows how far work is, and stops it", async () => {
  const program = showWorks([work({})]);
  const shown = await panel("Exporting 25%");
  expect(shown.getByRole("progressbar", { name: "Export" })).toHaveAttribute("aria-valuenow", "25");
  expect(shown.getByText("1,250 of 5,000")).toBeVisible();
  fireEvent.click(shown.getByRole("button", { name: "Stop" }));
  expect(await shown.findByText("stopped")).toBeVisible();
  expect(shown.getByText("What was written up to then was removed.")).toBeVisible();
  expect(program.asked).toContainEqual({ command: "cancelWork", request: 1 });
});

test("what is read out is what runs and how it ends, not each of its steps; a backup counts pages", async () => {
  const program = showWorks([work({ kind: "backup", total: null })]);
  const shown = await panel("Backing up");
  expect(shown.getByText("1,250 pages of the database")).toBeVisible();
  program.world.works = [work({ total: 5_000, done: 2_000 })];
  program.tell("work");
  expect(await screen.findByText("Exporting 40%")).toBeInTheDocument();
  expect(screen.getByText("Exporting")).toHaveAttribute("role", "status");
  expect(screen.getByText("Exporting 40%").closest("[role=status]")).toBeNull();
});

test("a total that is not known yet is none", async () => {
  showWorks([work({ kind: "retention", total: null, path: null })]);
  const shown = await panel("Cleaning up");
  expect(shown.getByText("1,250 rows")).toBeVisible();
});

test("tells where a finished export lies, why a backup failed, and takes them off", async () => {
  const program = showWorks([
    work({ id: 3, state: { state: "done" }, done: 5_000 }),
    work({ id: 2, kind: "backup", path: "/mnt/backup", state: { state: "failed", problem: "disk_full" } }),
  ]);
  const shown = await panel("1 long task failed");
  expect(shown.getByText("/home/li/messages.xlsx")).toBeVisible();
  expect(shown.getByRole("button", { name: "Copy the path" })).toBeVisible();
  expect(shown.getByText(/The disk is full. Free some space/)).toBeVisible();
  fireEvent.click(shown.getByRole("button", { name: "Take all 2 off the list" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /long task/ })).not.toBeInTheDocument());
  expect(program.asked.filter(({ command }) => command === "dismissWork").map(({ request }) => request)).toEqual([3, 2]);
});

test("is not there while there is nothing to tell", async () => {
  const program = showWorks([]);
  await waitFor(() => expect(program.asked).toContainEqual({ command: "listWork", request: undefined }));
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});
