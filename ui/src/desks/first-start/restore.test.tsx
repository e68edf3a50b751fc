import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { RestoreBackupResult } from "../../contract/RestoreBackupResult";
import { fakeProgram } from "../../dev/fakeProgram";
import { busyWorld, freshWorld } from "../../dev/world";
import { showWindow } from "../../test/show";

async function restoreWith(answer: RestoreBackupResult) {
  const program = fakeProgram({ api: { restoreBackup: () => Promise.resolve(answer) } });
  showWindow(program);
  await userEvent.click(await screen.findByRole("button", { name: "Restore from a backup…" }));
  const field = screen.getByLabelText("Recovery key");
  expect(field).toHaveFocus();
  expect(field).toHaveAttribute("type", "password");
  expect(screen.getByRole("button", { name: "Choose the backup…" })).toBeDisabled();
  await userEvent.type(field, "ABCD-1234");
  await userEvent.click(screen.getByRole("button", { name: "Choose the backup…" }));
  return { program, field };
}

test.each([
  ["malformed", /This is not a recovery key/],
  ["wrong_key", /not of this backup/],
  ["not_a_backup", /This folder is no backup of Switchboard/],
  ["profile_exists", /never overwrites them/],
  ["newer", /made by a newer version/],
] as const)("%s has its sentence", async (result, words) => {
  const { program } = await restoreWith({ result });
  expect(await screen.findByRole("alert")).toHaveTextContent(words);
  expect(program.asked).toContainEqual({ command: "restoreBackup", request: { recovery_key: "ABCD-1234" } });
});

test("a closed dialog is no mistake", async () => {
  await restoreWith({ result: "closed" });
  expect(await screen.findByText("No backup was chosen.")).toBeVisible();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("a restored copy says that nothing goes out by itself, where its accounts can be resumed", async () => {
  const world = busyWorld();
  const program = fakeProgram({
    world: freshWorld(),
    api: {
      restoreBackup: () => {
        Object.assign(program.world, { profile: world.profile, identity: world.identity, accounts: world.accounts });
        program.world.accounts = world.accounts.map((account) => ({ ...account, paused: { at: Date.now(), reason: { kind: "restored_from_backup" } } }));
        return Promise.resolve<RestoreBackupResult>({ result: "restored", state: world.profile });
      },
    },
  });
  showWindow(program);
  await userEvent.click(await screen.findByRole("button", { name: "Restore from a backup…" }));
  await userEvent.type(screen.getByLabelText("Recovery key"), "ABCD-1234");
  await userEvent.click(screen.getByRole("button", { name: "Choose the backup…" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Vendor accounts" })).toBeVisible();
  await waitFor(() => expect(screen.getByText(/nothing goes out by itself/)).toBeVisible());
});

test("where accounts are already, it says how a backup could be restored", async () => {
  showWindow(fakeProgram({ world: { ...freshWorld(), profile: { state: "welcome", live_exists: true, practice_exists: false } } }));
  const more = await screen.findByRole("button", { name: "Restore from a backup…" });
  await userEvent.click(more);
  expect(more).toHaveAttribute("aria-expanded", "true");
  expect(screen.getByText(/a backup never overwrites them/)).toBeInTheDocument();
  expect(screen.queryByLabelText("Recovery key")).not.toBeInTheDocument();
});
