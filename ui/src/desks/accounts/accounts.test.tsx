import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { AccountDraft } from "../../contract/AccountDraft";
import { fakeProgram, type FakeProgram } from "../../dev/fakeProgram";
import { busyWorld, fiveWorld, practiceWorld } from "../../dev/world";
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

it("an account over which reports of others came says so, in the table and in its drawer", async () => {
  showWindow(fakeProgram({ world: busyWorld() }), { at: "/accounts/1" });
  expect(await within(await screen.findByRole("table")).findByText("2 reports and calls of others")).toBeVisible();
  const drawer = within(await screen.findByRole("complementary"));
  expect(drawer.getByText(/2 reports and calls that came over this account belong to other desks/)).toBeVisible();
  expect(drawer.getByRole("link", { name: "Show what is kept aside" })).toHaveAttribute("href", "#/log/kept");
});

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
    expect(within(drawer).queryByRole("radio", { name: /only this computer/ })).toBeNull();
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

describe("the form of each vendor", () => {
  async function formFor(vendor: string): Promise<{ program: FakeProgram; drawer: HTMLElement }> {
    const program = fakeProgram({ world: busyWorld() });
    const drawer = await newAccount(program);
    await userEvent.click(within(drawer).getByRole("radio", { name: vendor }));
    return { program, drawer };
  }
  const sometimes = ["secret", "signature", "extension", "operation_size", "appids", "x_numbers", "public_url", "fetches_reports"];

  it.each([
    ["Lianjiang", "http://ljioe.cn", "account", ["secret", "signature", "extension", "operation_size", "fetches_reports"]],
    ["LinkAccount", "https://account.linkedme.cc", "app_key", ["signature", "operation_size", "public_url"]],
    ["LinkAccount legacy", "https://account.linkedme.cc", "appId", []],
    ["International SMS", "http://39.107.123.194:9118", "appKey", ["secret", "operation_size", "public_url", "fetches_reports"]],
    ["Privacy numbers", "", "developer id", ["secret", "appids", "x_numbers", "public_url"]],
  ])("%s asks for what the vendor needs, and for nothing else", async (vendor, url, field, asked) => {
    const { drawer } = await formFor(vendor);
    expect(sometimes.filter((name) => drawer.querySelector(`[name="${name}"], [data-field="${name}"]`) !== null)).toEqual(asked);
    expect(within(drawer).getByRole("textbox", { name: "Base URL" })).toHaveValue(url);
    expect(within(drawer).getByRole("textbox", { name: "Account" })).toHaveAccessibleDescription(new RegExp(`: “${field}”\\.$`));
  });

  it("leaves out what was typed for another vendor", async () => {
    const { program, drawer } = await formFor("International SMS");
    const form = within(drawer);
    await userEvent.type(form.getByLabelText("Secret"), "s3cret");
    await userEvent.click(form.getByRole("radio", { name: "LinkAccount" }));
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program)).toMatchObject({ vendor: "linkaccount", secret: null, base_url: "https://account.linkedme.cc", fetches_reports: false });
    });
  });

  it("keeps lists of appids and X numbers, pasted as a column", async () => {
    const { program, drawer } = await formFor("Privacy numbers");
    const form = within(drawer);
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Drivers");
    await userEvent.type(form.getByRole("textbox", { name: "Base URL" }), "https://igw.example.com");
    await userEvent.type(form.getByRole("textbox", { name: "Account" }), "10000000");
    await userEvent.type(form.getByLabelText("Secret"), "k");
    await userEvent.type(form.getByRole("combobox", { name: "Application ids" }), "ride{Enter}");
    await userEvent.click(form.getByRole("combobox", { name: "X numbers" }));
    await userEvent.paste("17000000001\n17000000002");
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program)).toMatchObject({ vendor: "privacy_number", appids: ["ride"], x_numbers: ["17000000001", "17000000002"], fetches_reports: false, operation_size: 1 });
    });
  });

  it("says that what authenticates on plain http is the same every time, where it is", async () => {
    const { drawer } = await formFor("International SMS");
    expect(within(drawer).getByRole("checkbox", { name: /not encrypted/ })).toHaveAccessibleDescription(/whoever reads it once can send at your cost/);
  });

  it("explains each setting, and sends only what was changed", async () => {
    const { program, drawer } = await formFor("LinkAccount");
    const form = within(drawer);
    await userEvent.click(form.getByText("Advanced"));
    const setting = form.getByRole("combobox", { name: "What is signed" });
    expect(setting).toHaveValue("key=value, joined by & (default)");
    expect(setting).toHaveAccessibleDescription(/refuses every signature/);
    await userEvent.click(setting);
    await userEvent.click(await screen.findByRole("option", { name: "Values only" }));
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program).settings).toEqual({ base_string: "values" });
    });
  });

  it("takes a proxy by hand with its password, and says what a PAC file needs", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/1" });
    const form = within(await screen.findByRole("complementary"));
    await userEvent.click(form.getByText("Advanced"));
    expect(form.getByText(/PAC files are not read/)).toBeVisible();
    await userEvent.click(form.getByRole("radio", { name: "By hand" }));
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(form.getByRole("textbox", { name: "Proxy URL" })).toHaveFocus();
    });
    await userEvent.type(form.getByRole("textbox", { name: "Proxy URL" }), "http://10.0.0.9:3128");
    await userEvent.type(form.getByRole("textbox", { name: "Proxy user" }), "li");
    await userEvent.type(form.getByLabelText("Proxy password"), "pw");
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(lastDraft(program)).toMatchObject({ proxy_mode: "manual", proxy_url: "http://10.0.0.9:3128", proxy_user: "li", proxy_password: "pw" });
    });
    await waitFor(() => {
      expect(form.getByLabelText("Proxy password")).toHaveValue("");
    });
  });
});

describe("an account", () => {
  it("says why it is paused and what to do before it is let work again", async () => {
    const program = fakeProgram({ world: busyWorld() });
    showWindow(program, { at: "/accounts/2" });
    const drawer = await screen.findByRole("complementary");
    expect(drawer).toHaveTextContent(/ · 40003/);
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

  it.each([
    [6, "The vendor knows this account. Left: 81.2475 CNY."],
    [7, "The vendor knows this account. Balance: 1,284.5 yuan. It may be overdrawn by 500 yuan. State: open."],
  ])("tells what is left in the vendor's own unit (%i)", async (id, words) => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: `/accounts/${id}` });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(drawer.getByRole("button", { name: "Test connection" }));
    expect(await drawer.findByText(words)).toBeVisible();
  });

  it("tests the keys where the vendor's own test would cost money, and says so", async () => {
    const program = fakeProgram({ world: fiveWorld() });
    showWindow(program, { at: "/accounts/4" });
    const drawer = within(await screen.findByRole("complementary"));
    expect(drawer.getByText(/its own test would cost money/)).toBeVisible();
    await userEvent.click(drawer.getByRole("button", { name: "Test the keys" }));
    expect(await drawer.findByText("Both keys work.")).toBeVisible();
  });

  it("says which keys are missing, and leads there", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/accounts/5" });
    const drawer = within(await screen.findByRole("complementary"));
    expect(drawer.getByRole("button", { name: "Test the keys" })).toBeDisabled();
    await userEvent.click(drawer.getByRole("link", { name: "Still missing: Signing key, Decryption key" }));
    expect(await drawer.findByRole("region", { name: "Signing key" })).toBeVisible();
  });

  it("has the request to the vendor ready when the address is refused, and names the account as the vendor does", async () => {
    showWindow(fakeProgram({ world: busyWorld() }), { at: "/accounts/2" });
    const drawer = within(await screen.findByRole("complementary"));
    expect(await drawer.findByText(/我们的账号 swb_backup 调用接口时被拒绝，返回码 40003.*【请填写】/)).toBeVisible();
    await userEvent.type(drawer.getByRole("textbox", { name: "This computer's public address" }), "203.0.113.7");
    expect(drawer.getByText(/公网出口 IP 203\.0\.113\.7 加入/)).toBeVisible();
    expect(drawer.getByRole("button", { name: "Copy the request" })).toBeVisible();
  });

  it("tells why a test failed, what to do, and that the clock is off", async () => {
    const program = fakeProgram({
      world: busyWorld(),
      api: {
        testConnection: () =>
          Promise.resolve({
            result: "fails",
            reason: { kind: "vendor_code", vendor: "lianjiang", table: "codes", code: "40007", said: "timestamp error" },
            clock_skew_seconds: -700,
          }),
      },
    });
    showWindow(program, { at: "/accounts/1", language: "zh-CN" });
    const drawer = within(await screen.findByRole("complementary"));
    await userEvent.click(drawer.getByRole("button", { name: "测试连接" }));
    const alert = await drawer.findByRole("alert");
    expect(alert).toHaveTextContent("时间戳错误 · 40007");
    expect(alert).toHaveTextContent("请设为自动校时");
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
