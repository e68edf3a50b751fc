import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Trouble } from "../../contract/Trouble";
import { fakeProgram, type FakeProgram } from "../../dev/fakeProgram";
import { busyWorld, freshWorld } from "../../dev/world";
import { i18n } from "../../i18n";
import { showWindow } from "../../test/show";

const commands = (program: FakeProgram) => program.asked.map(({ command }) => command);

describe("first start", () => {
  it("leads from the first page to the Send desk in practice with one click and one Enter", async () => {
    const program = fakeProgram();
    showWindow(program);
    await userEvent.click(await screen.findByRole("button", { name: "Practise with simulated vendors" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Who works here?" })).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Your name" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Send" })).toBeVisible();
    expect(program.world.identity).toEqual({ operator: "Practice", desk: "P01" });
    expect(screen.getByText(/Practice mode — answered by simulated vendors/)).toBeVisible();
  });

  it("leads from Add an account over who works here and the recovery key to the account form", async () => {
    const program = fakeProgram();
    showWindow(program);
    await userEvent.click(await screen.findByRole("button", { name: "Add an account" }));
    const name = await screen.findByRole("textbox", { name: "Your name" });
    expect(name).toHaveValue("");
    await userEvent.type(name, "Li Min");
    await userEvent.type(screen.getByRole("textbox", { name: "Desk id" }), "kf3");
    await userEvent.keyboard("{Enter}");
    expect(program.world.identity).toEqual({ operator: "Li Min", desk: "KF3" });

    await userEvent.click(await screen.findByRole("button", { name: "Save recovery key…" }));
    expect(await screen.findByText(/switchboard-recovery-key\.txt/)).toBeVisible();
    expect(await screen.findByRole("heading", { level: 1, name: "Vendor accounts" })).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveFocus();
    expect(screen.queryByText(/Practice mode/)).toBeNull();
  });

  it("can put the recovery key off", async () => {
    const world = { ...busyWorld(), profile: { state: "ready" as const, profile: "live" as const, recovery_key_due: true, data_dir: "/d" } };
    const program = fakeProgram({ world });
    showWindow(program, { at: "/settings" });
    await userEvent.click(await screen.findByRole("button", { name: "Later" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    expect(commands(program)).toContain("postponeRecoveryKey");
    expect(commands(program)).not.toContain("saveRecoveryKey");
  });

  it("says what is wrong with a name or a desk, at the field, and goes there", async () => {
    const world = { ...busyWorld(), identity: null };
    showWindow(fakeProgram({ world }));
    await userEvent.type(await screen.findByRole("textbox", { name: "Your name" }), "Li Min");
    await userEvent.type(screen.getByRole("textbox", { name: "Desk id" }), "k-");
    await userEvent.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Three characters");
    const desk = screen.getByRole("textbox", { name: "Desk id" });
    expect(desk).toHaveFocus();
    expect(desk).toBeInvalid();
  });

  it("offers the accounts that are already there", async () => {
    const program = fakeProgram({ world: { ...freshWorld(), profile: { state: "welcome", live_exists: true, practice_exists: false } } });
    showWindow(program);
    expect(await screen.findByRole("button", { name: "Open my accounts" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Practise with simulated vendors" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add an account" })).toBeNull();
  });

  it("can be read in the other language before anything else", async () => {
    const program = fakeProgram();
    showWindow(program);
    await screen.findByRole("button", { name: "Add an account" });
    await userEvent.click(screen.getByRole("button", { name: "中文" }));
    expect(await screen.findByRole("button", { name: "使用模拟供应商练习" })).toBeVisible();
    expect(document.documentElement).toHaveAttribute("lang", "zh-CN");
    expect(program.world.preferences.language).toBe("zh-CN");
  });
});

describe("opening", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("shows how far the history is brought up to date", async () => {
    showWindow(fakeProgram({ world: { ...freshWorld(), profile: { state: "updating", profile: "live", percent: 37 } } }));
    expect(await screen.findByRole("progressbar", { name: "Bringing your history up to date…" })).toHaveAttribute("aria-valuenow", "37");
    expect(screen.getByText("37%")).toBeVisible();
  });

  it("explains after a while that the keychain may be asking", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    showWindow(fakeProgram({ world: { ...freshWorld(), profile: { state: "opening", profile: "live" } } }));
    expect(await screen.findByText("Opening…")).toBeVisible();
    expect(screen.queryByText(/keychain may be asking/)).toBeNull();
    act(() => {
      vi.advanceTimersByTime(5_000);
    });
    expect(screen.getByText(/keychain may be asking/)).toBeVisible();
  });
});

const troubles: Record<Trouble, true> = {
  keychain_missing: true,
  keychain_locked: true,
  key_lost: true,
  newer_database: true,
  database_damaged: true,
  read_only: true,
  disk_full: true,
  database_missing: true,
  other: true,
};

function inTrouble(trouble: Trouble, recovery_key_exists = true) {
  return fakeProgram({
    world: {
      ...freshWorld(),
      profile: { state: "trouble", profile: "live", trouble, data_dir: "/data/live", detail: "SQLITE_NOTADB (26)", recovery_key_exists },
    },
  });
}

describe("a trouble", () => {
  const each = (Object.keys(troubles) as Trouble[]).flatMap((trouble) => [
    { trouble, language: "en" as const },
    { trouble, language: "zh-CN" as const },
  ]);

  it.each(each)("$trouble has a screen in $language", async ({ trouble, language }) => {
    const program = inTrouble(trouble);
    showWindow(program, { language });
    const t = i18n.getFixedT(language);
    expect(await screen.findByRole("heading", { level: 1, name: t(`start:trouble.title.${trouble}`) })).toBeVisible();
    const main = screen.getByRole("main");
    for (const part of ["happened", "untouched", "todo"]) {
      const words = t(`start:trouble.${part}.${trouble}`);
      expect(words).not.toContain("trouble.");
      expect(within(main).getByText(words)).toBeVisible();
    }
    expect(within(main).getByText("/data/live")).toBeVisible();
    expect(within(main).getByText("SQLITE_NOTADB (26)").closest("details")).not.toHaveAttribute("open");
    expect(within(main).queryByLabelText(t("start:restore.field")) !== null).toBe(trouble === "key_lost");
  });

  it("can be tried again, or left", async () => {
    const program = inTrouble("keychain_locked");
    showWindow(program);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    await waitFor(() => {
      expect(commands(program)).toContain("retryOpen");
    });

    const other = inTrouble("disk_full");
    showWindow(other);
    await userEvent.click(await screen.findByRole("button", { name: "Back" }));
    expect(await screen.findByRole("button", { name: "Open my accounts" })).toBeVisible();
  });

  it("of a lost key takes the recovery key, and says when it is not one", async () => {
    const program = inTrouble("key_lost");
    showWindow(program);
    const field = await screen.findByLabelText("Recovery key");
    expect(field).toHaveAttribute("type", "password");
    await userEvent.type(field, "ABCD-1234");
    await userEvent.click(screen.getByRole("button", { name: "Open with this key" }));
    expect(await screen.findByText(/This is not a recovery key/)).toHaveAttribute("role", "alert");

    await userEvent.clear(field);
    await userEvent.type(field, "A".repeat(52));
    await userEvent.click(screen.getByRole("button", { name: "Open with this key" }));
    expect(await screen.findByRole("textbox", { name: "Your name" })).toBeVisible();
  });

  it("of a lost key without a recovery key says so instead of asking for one", async () => {
    showWindow(inTrouble("key_lost", false));
    expect(await screen.findByText(/No recovery key was ever saved/)).toBeVisible();
    expect(screen.queryByLabelText("Recovery key")).toBeNull();
  });
});
