import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { fakeProgram } from "../dev/fakeProgram";
import { busyWorld, fiveWorld, practiceWorld } from "../dev/world";
import { showWindow } from "../test/show";

describe("the frame", () => {
  it("says that practice is practice, and a live profile has no band", async () => {
    showWindow(fakeProgram({ world: practiceWorld() }), { at: "/settings", language: "zh-CN" });
    const band = await screen.findByText("练习模式 — 由模拟供应商应答，不会产生真实发送和费用");
    expect(screen.getByRole("banner")).toBe(band);
  });

  it("is quiet when nothing is wrong", async () => {
    showWindow(fakeProgram({ world: practiceWorld() }), { at: "/settings" });
    const bar = await screen.findByRole("contentinfo");
    expect(await within(bar).findByText(/^Reports refreshed \d+ s ago$/)).toBeVisible();
    expect(within(bar).getAllByRole("button")).toHaveLength(1);
    expect(within(bar).getByText("李敏 · P01")).toBeVisible();
  });

  it("names what is wrong, and lets a gap be marked as seen", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/settings" });
    expect(screen.queryByRole("banner")).toBeNull();
    const bar = within(await screen.findByRole("contentinfo"));
    for (const name of [
      "1 gap in reports",
      "1 account paused",
      "Clock off by 127 s",
      "2 reports and calls of other desks",
      "1 unreadable item kept",
      "1 report of a send that is not here",
      "1 job waits for you",
    ]) {
      expect(await bar.findByRole("button", { name })).toBeVisible();
    }
    expect(bar.getByText("41,200 / 100,000")).toBeVisible();

    await userEvent.click(bar.getByRole("button", { name: "1 gap in reports" }));
    await userEvent.click(await screen.findByRole("button", { name: "Mark as seen" }));
    await waitFor(() => {
      expect(bar.queryByRole("button", { name: "1 gap in reports" })).toBeNull();
    });
    expect(program.asked).toContainEqual({ command: "acknowledgeGap", request: 5 });
  });

  it("warns of reports of nobody's messages, and says that what is of others can be handed over", async () => {
    const world = busyWorld();
    showWindow(fakeProgram({ world: { ...world, status: { ...world.status, foreign_ids: 3 } } }), { at: "/settings" });
    const bar = within(await screen.findByRole("contentinfo"));
    await userEvent.click(await bar.findByRole("button", { name: "3 reports of nobody's messages" }));
    expect(await screen.findByText(/carry message ids that are not known here/)).toBeVisible();
    await userEvent.click(bar.getByRole("button", { name: "2 reports and calls of other desks" }));
    expect(await screen.findByText(/can be handed over to that desk as an encrypted file/)).toBeVisible();
  });

  it("shows at Messages how many outcomes are unknown, in words too", async () => {
    showWindow(fakeProgram({ world: busyWorld() }), { at: "/settings" });
    const rail = within(await screen.findByRole("navigation", { name: "Desks" }));
    expect(await rail.findByRole("link", { name: /Messages.*3 with unknown outcome/ })).toHaveAttribute("href", "#/messages");
    expect(rail.getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");
    expect(rail.getAllByRole("link")).toHaveLength(8);
    expect(rail.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "#/send",
      "#/privacy",
      "#/messages",
      "#/replies",
      "#/balances",
      "#/accounts",
      "#/log",
      "#/settings",
    ]);
  });

  it("counts bindings in doubt and low balances, in the rail and in the status bar", async () => {
    const program = fakeProgram({ world: fiveWorld() });
    showWindow(program, { at: "/settings" });
    const rail = within(await screen.findByRole("navigation", { name: "Desks" }));
    expect(await rail.findByRole("link", { name: /Privacy numbers.*3 bindings in doubt/ })).toBeVisible();
    expect(rail.getByRole("link", { name: /Balances.*2 balances low/ })).toBeVisible();
    const bar = within(screen.getByRole("contentinfo"));
    await userEvent.click(bar.getByRole("button", { name: "3 bindings in doubt" }));
    expect(await screen.findByRole("link", { name: "Open Privacy numbers" })).toHaveAttribute("href", "#/privacy");
    await userEvent.click(bar.getByRole("button", { name: "2 balances low" }));
    expect(await screen.findByRole("link", { name: "Open Balances" })).toHaveAttribute("href", "#/balances");
  });

  it("leads from what is kept aside to its list, and counts unread replies in the rail", async () => {
    const world = busyWorld();
    showWindow(fakeProgram({ world: { ...world, status: { ...world.status, foreign_ids: 4 } } }), { at: "/settings" });
    const bar = within(await screen.findByRole("contentinfo"));
    for (const name of ["1 gap in reports", "2 reports and calls of other desks", "4 reports of nobody's messages", "1 report of a send that is not here", "1 unreadable item kept"]) {
      await userEvent.click(await bar.findByRole("button", { name }));
      const meaning = within(await screen.findByRole("dialog", { name }));
      expect(meaning.getByRole("link", { name: "Show what is kept aside" })).toHaveAttribute("href", "#/log/kept");
      await userEvent.click(bar.getByRole("button", { name }));
    }
    const rail = within(screen.getByRole("navigation", { name: "Desks" }));
    expect(rail.getByRole("link", { name: /Replies.*7 unread replies/ })).toHaveAttribute("href", "#/replies");
  });

  it("says that a backup is due, and leads to where it is made", async () => {
    const world = busyWorld();
    showWindow(fakeProgram({ world: { ...world, status: { ...world.status, backup_due: true } } }), { at: "/settings" });
    await userEvent.click(await within(await screen.findByRole("contentinfo")).findByRole("button", { name: "Backup is due" }));
    expect(await screen.findByRole("link", { name: "Open Keeping" })).toHaveAttribute("href", "#/settings/keeping");
  });

  it("speaks of the clock only when somebody signs by it, and says whose clock signs", async () => {
    const world = fiveWorld();
    const timed = fakeProgram({ world });
    const { unmount } = showWindow(timed, { at: "/settings" });
    await userEvent.click(await within(await screen.findByRole("contentinfo")).findByRole("button", { name: "Clock off by 127 s" }));
    expect(await screen.findByText(/made by the vendor's clock/)).toBeVisible();
    unmount();

    const untimed = { ...fiveWorld(), accounts: world.accounts.filter(({ vendor }) => vendor === "intl_sms") };
    showWindow(fakeProgram({ world: untimed }), { at: "/settings" });
    const bar = within(await screen.findByRole("contentinfo"));
    expect(await bar.findByRole("button", { name: "2 balances low" })).toBeVisible();
    expect(bar.queryByRole("button", { name: /^Clock off/ })).toBeNull();
  });

  it("opens the bind form by name", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/settings" });
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByPlaceholderText("Go to a desk, do something, or type a number…"), "bind");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Bind a privacy number" })).toBeVisible();
  });

  it("opens a desk by name with the keyboard alone", async () => {
    showWindow(fakeProgram({ world: busyWorld() }), { at: "/settings" });
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByPlaceholderText("Go to a desk, do something, or type a number…"), "vendor acc");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Vendor accounts" })).toBeVisible();
  });

  const openPalette = async (typed: string) => {
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByPlaceholderText("Go to a desk, do something, or type a number…"), typed);
  };

  it("opens on Messages", async () => {
    showWindow(fakeProgram({ world: busyWorld() }));
    expect(await screen.findByRole("heading", { level: 1, name: "Messages" })).toBeVisible();
    expect(window.location.hash).toBe("#/messages");
  });

  it("finds a number by its digits from the palette, and Enter opens everything with it", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/settings" });
    await openPalette("170000000");
    expect(await screen.findByRole("button", { name: /^17000000001 \(X number\)/ })).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "17000000001" })).toBeVisible();
    expect(window.location.hash).toMatch(/^#\/number\/binding_x\//);
  });

  it("opens a whole number nothing happened with yet, as it was typed", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/settings" });
    await openPalette("138 9999 0000{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "13899990000" })).toBeVisible();
  });

  const choose = async (typed: string) => {
    await openPalette(typed);
    await userEvent.click((await screen.findAllByRole("button", { name: new RegExp(`^${typed}`, "i") }))[0] ?? document.body);
  };

  it.each([
    ["put a number on", "Put a number on the suppression list"],
    ["take in a file", "Take in a file…"],
    ["export the messages", "Export these messages"],
    ["resume a paused", "Submit the rest?"],
  ])("does from anywhere what the desks do: %s", async (typed, title) => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/settings" });
    await choose(typed);
    expect(await screen.findByRole("dialog", { name: title })).toBeVisible();
  });

  it("asks for a day in Messages from anywhere, with the keyboard in its box", async () => {
    const program = fakeProgram({ world: fiveWorld() });
    showWindow(program, { at: "/settings" });
    await openPalette("go to a day");
    await screen.findByRole("button", { name: /^Go to a day/ });
    await userEvent.keyboard("{Enter}");
    const box = await screen.findByLabelText("The list begins with this day");
    await waitFor(() => expect(box).toHaveFocus());
    expect(window.location.hash).toBe("#/messages");
    await userEvent.type(box, "2026-01-31");
    await userEvent.click(screen.getByRole("button", { name: "Go to the day" }));
    await waitFor(() => {
      const to = new Date(2026, 1, 1).getTime();
      expect(program.asked.filter(({ command }) => command === "listMessages").at(-1)?.request).toMatchObject({ filter: { to_at: to } });
    });
    // It was asked for once: whoever comes back finds the list.
    window.location.hash = "/settings";
    await screen.findByRole("heading", { level: 1, name: "Settings" });
    window.location.hash = "/messages";
    await screen.findByRole("heading", { level: 1, name: "Messages" });
    expect(screen.queryByLabelText("The list begins with this day")).not.toBeInTheDocument();
  });

  it.each([
    ["poll now: 客服", "pollNow"],
    ["refresh all", "refreshBalance"],
    ["back up now", "backUpNow"],
  ])("does from anywhere at once what costs nothing: %s", async (typed, command) => {
    const world = fiveWorld();
    const program = fakeProgram({ world: { ...world, backup: { ...world.backup, folder: "/mnt/backup" } } });
    showWindow(program, { at: "/settings" });
    await choose(typed);
    await waitFor(() => {
      expect(program.asked.map((one) => one.command as string)).toContain(command);
    });
  });

  it("finds saved filters and the pages of the interface log by their names", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/settings" });
    await choose("saved filter");
    expect(await screen.findByRole("heading", { level: 1, name: "Messages" })).toBeVisible();
    window.location.hash = "#/settings";
    await choose("polling: how fresh");
    expect(await screen.findByRole("table", { name: "Polling" })).toBeVisible();
  });

  it("searches Messages for what is no name of an action", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/settings" });
    await openPalette("A-20600");
    expect(screen.getByRole("button", { name: "Search messages for “A-20600”" })).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByRole("searchbox", { name: "Search messages" })).toHaveValue("A-20600");
    await waitFor(() => {
      expect(program.asked.at(-1)?.request).toMatchObject({ search: "A-20600" });
    });
  });

  it("shows nothing of one profile in another", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/settings" });
    await userEvent.click(await screen.findByRole("button", { name: "Open practice" }));
    await userEvent.click(await screen.findByRole("button", { name: "Continue" }));
    expect(await screen.findByText(/^Practice mode/)).toBeVisible();
    window.location.hash = "/accounts";
    expect(await screen.findByRole("heading", { level: 1, name: "Vendor accounts" })).toBeVisible();
    expect(await screen.findByRole("table")).toHaveTextContent("Practice");
    expect(screen.queryByText("Notifications")).toBeNull();
  });
});

describe("settings", () => {
  it("change the language of the window and of its document", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/settings" });
    await userEvent.click(await screen.findByRole("radio", { name: "中文" }));
    expect(await screen.findByRole("heading", { level: 1, name: "设置" })).toBeVisible();
    expect(document.documentElement).toHaveAttribute("lang", "zh-CN");
    expect(program.world.preferences.language).toBe("zh-CN");
  });

  it("change the theme", async () => {
    showWindow(fakeProgram({ world: busyWorld() }), { at: "/settings" });
    await userEvent.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => {
      expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
    });
  });

  it("delete practice data only when confirmed", async () => {
    const program = fakeProgram({ world: practiceWorld() });
    showWindow(program, { at: "/settings" });
    await userEvent.click(await screen.findByRole("button", { name: "Delete practice data" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(program.asked.map(({ command }) => command)).not.toContain("wipePractice");
    await userEvent.click(dialog.getByRole("button", { name: "Delete practice data" }));
    await waitFor(() => {
      expect(program.asked.map(({ command }) => command)).toContain("wipePractice");
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Who works here?" })).toBeVisible();
  });
});
