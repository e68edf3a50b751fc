import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { AccountDraft } from "../../contract/AccountDraft";
import { fakeProgram, type FakeProgram } from "../../dev/fakeProgram";
import { busyWorld, practiceWorld } from "../../dev/world";
import { showWindow } from "../../test/show";
import { isReadableOnTheWay } from "./draft";

function lastDraft(program: FakeProgram): AccountDraft {
  const saves = program.asked.filter(({ command }) => command === "saveAccount");
  return saves.at(-1)?.request as AccountDraft;
}

async function newAccount(program: FakeProgram): Promise<HTMLElement> {
  showWindow(program, { at: "/accounts/new" });
  return screen.findByRole("complementary", { name: "Add an account" });
}

describe("the account form", () => {
  it("shows each problem at its field and goes to the first", async () => {
    const program = fakeProgram({ world: busyWorld() });
    const drawer = await newAccount(program);
    await userEvent.click(within(drawer).getByRole("button", { name: "Save" }));

    const alerts = await within(drawer).findAllByRole("alert");
    expect(alerts.map((alert) => alert.textContent)).toEqual([
      "Please fill this in.",
      "Please confirm that you know this.",
      "Please fill this in.",
      "Please fill this in.",
      "Please choose one of the two answers.",
    ]);
    expect(within(drawer).getByRole("textbox", { name: "Name" })).toBeInvalid();
    await waitFor(() => {
      expect(within(drawer).getByRole("textbox", { name: "Name" })).toHaveFocus();
    });
    expect(program.world.accounts).toHaveLength(3);
  });

  it("asks whether another computer fetches, and does not fetch when one does", async () => {
    const program = fakeProgram({ world: busyWorld() });
    const drawer = await newAccount(program);
    const form = within(drawer);
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Night shift");
    await userEvent.type(form.getByRole("textbox", { name: "Account" }), "swb_night");
    await userEvent.type(form.getByLabelText("Secret"), "s3cret");
    await userEvent.click(form.getByRole("checkbox", { name: /not encrypted/ }));
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    expect(await form.findByRole("alert")).toHaveTextContent("Please choose one of the two answers.");
    expect(lastDraft(program).fetches_reports).toBeNull();
    await waitFor(() => {
      expect(form.getByRole("radio", { name: "No, only this computer will" })).toHaveFocus();
    });

    await userEvent.click(form.getByRole("radio", { name: "Yes, another computer or program does" }));
    expect(form.getByText(/Then this computer will not fetch/)).toBeVisible();
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(program.world.accounts).toHaveLength(4);
    });
    expect(lastDraft(program)).toMatchObject({ fetches_reports: false, http_acknowledged: true, secret: "s3cret", base_url: "http://ljioe.cn" });
    expect(await screen.findByRole("complementary", { name: "Night shift" })).toBeVisible();
  });

  it("does not ask in practice", async () => {
    const program = fakeProgram({ world: practiceWorld() });
    const drawer = await newAccount(program);
    expect(within(drawer).queryByRole("radio")).toBeNull();
    await userEvent.click(within(drawer).getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program).fetches_reports).toBe(true);
    });
  });

  it("keeps the stored secret unless one is typed, and never shows one", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/1" });
    const drawer = within(await screen.findByRole("complementary"));
    const secret = drawer.getByLabelText("Secret");
    expect(secret).toHaveValue("");
    expect(secret).toHaveAttribute("placeholder", "stored, type to replace");
    expect(drawer.getByText(/3f9a01c7/)).toBeVisible();
    await userEvent.click(drawer.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program).secret).toBeNull();
    });
    expect(lastDraft(program)).toMatchObject({ id: 1, http_acknowledged: true, fetches_reports: true });

    await userEvent.type(secret, "new one");
    await userEvent.click(drawer.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program).secret).toBe("new one");
    });
    await waitFor(() => {
      expect(secret).toHaveValue("");
    });
  });

  it("asks again about plain http when the address changes", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/1" });
    const drawer = within(await screen.findByRole("complementary"));
    expect(drawer.getByRole("checkbox", { name: /not encrypted/ })).toBeChecked();
    await userEvent.type(drawer.getByRole("textbox", { name: "Base URL" }), "x");
    expect(drawer.getByRole("checkbox", { name: /not encrypted/ })).not.toBeChecked();
  });

  it("knows which addresses can be read on the way", () => {
    expect(["http://ljioe.cn", "http://10.0.0.7:80", " http://EXAMPLE.com "].map(isReadableOnTheWay)).toEqual([true, true, true]);
    expect(["https://ljioe.cn", "http://127.0.0.1:4000", "http://localhost", "http://[::1]:9", "ljioe.cn", ""].map(isReadableOnTheWay)).toEqual(
      Array<boolean>(6).fill(false),
    );
  });
});

describe("an account", () => {
  it("says why it is paused and what to do before it is let work again", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/2" });
    const drawer = await screen.findByRole("complementary");
    expect(drawer).toHaveTextContent("this computer's address is not allowed · 40003");
    expect(drawer).toHaveTextContent("Ask the vendor to whitelist");
    await userEvent.click(within(drawer).getByRole("button", { name: "Let it work again" }));
    await waitFor(() => {
      expect(within(drawer).queryByText(/40003/)).toBeNull();
    });
    expect(program.world.accounts[1]?.paused).toBeNull();
  });

  it("tells what a test of the connection found", async () => {
    showWindow(fakeProgram({ world: busyWorld() }), { at: "/accounts/1" });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(drawer.getByRole("button", { name: "Test connection" }));
    expect(await drawer.findByText("The vendor knows this account. Messages left: 18,204.")).toBeVisible();
  });

  it("tells why a test failed, what to do, and that the clock is off", async () => {
    const program = fakeProgram({
      world: busyWorld(),
      api: {
        testConnection: () =>
          Promise.resolve({
            result: "fails",
            reason: { kind: "vendor_code", vendor: "lianjiang", code: "40007", said: "timestamp error" },
            clock_skew_seconds: -700,
          }),
      },
    });
    showWindow(program, { at: "/accounts/1", language: "zh-CN" });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(drawer.getByRole("button", { name: "测试连接" }));
    const alert = await drawer.findByRole("alert");
    expect(alert).toHaveTextContent("时间戳未被接受 · 40007");
    expect(alert).toHaveTextContent("自动校时");
    expect(alert).toHaveTextContent("本机时钟相差 700 秒");
  });

  it("is deleted only after it was said what goes and what stays", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/1" });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(drawer.getByRole("button", { name: "Delete account" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/Its secret is deleted from the keychain.*Messages and replies stay/)).toBeVisible();
    expect(program.world.accounts).toHaveLength(3);
    await userEvent.click(dialog.getByRole("button", { name: "Delete account" }));
    await waitFor(() => {
      expect(program.world.accounts).toHaveLength(2);
    });
  });

  it("says what to do when there is none", async () => {
    showWindow(fakeProgram({ world: { ...busyWorld(), accounts: [] } }), { at: "/accounts" });
    expect(await screen.findByRole("heading", { name: "No vendor account yet" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Add an account" }));
    expect(await screen.findByRole("textbox", { name: "Name" })).toHaveFocus();
  });
});

describe("templates", () => {
  it("are read while they are typed, and their variables named", async () => {
    const program = fakeProgram({ world: { ...busyWorld(), templates: [] } });
    showWindow(program, { at: "/accounts/1/templates" });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(await drawer.findByRole("button", { name: "Add a template" }));
    await userEvent.click(drawer.getByRole("button", { name: "Save" }));
    expect(await drawer.findAllByRole("alert")).toHaveLength(3);
    expect(drawer.getByRole("textbox", { name: "Name" })).toHaveFocus();

    await userEvent.type(drawer.getByRole("textbox", { name: "Name" }), "Code");
    await userEvent.type(drawer.getByRole("textbox", { name: "Template id" }), "TP1");
    await userEvent.type(drawer.getByRole("textbox", { name: "Text" }), "Code {{1}, again {{2}");
    expect(await drawer.findByText("2 variables found")).toBeVisible();
    const first = drawer.getByRole("textbox", { name: "Name of {1}" });
    await userEvent.clear(first);
    await userEvent.type(first, "code");
    await userEvent.click(drawer.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(program.world.templates).toHaveLength(1);
    });
    expect(program.world.templates[0]).toMatchObject({
      account_id: 1,
      template_id: "TP1",
      text: "Code {1}, again {2}",
      variables: [
        { placeholder: "{1}", name: "code" },
        { placeholder: "{2}", name: "2" },
      ],
    });
  });
});
