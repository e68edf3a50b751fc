import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { ApproveBindResult } from "../../../contract/ApproveBindResult";
import type { BindDraft } from "../../../contract/BindDraft";
import type { BindPlan } from "../../../contract/BindPlan";
import type { Client } from "../../../contract/client";
import { fakeProgram } from "../../../dev/fakeProgram";
import { binding, busyWorld, fiveWorld } from "../../../dev/world";
import { showWindow } from "../../../test/show";
import { later, says, showDesk } from "../../testing";
import { BindForm } from "./BindForm";

const approved: ApproveBindResult = { result: "approved", binding_id: 11 };

function bindPlan(change: Partial<BindPlan> = {}): BindPlan {
  return {
    fingerprint: "f1",
    blockers: [],
    confirmations: [],
    conflicts: [],
    ends_at: null,
    a_number_revealed: "13800000001",
    b_number_revealed: "13900000002",
    ...change,
  };
}

function showForm(api: Partial<Client> = {}) {
  return showDesk(<BindForm />, { world: fiveWorld(), api: { planBind: says(bindPlan()), ...api } });
}

const write = async (name: string, text: string) => fireEvent.change(await screen.findByRole("textbox", { name }), { target: { value: text } });
const choose = async (name: RegExp) => fireEvent.click(await screen.findByRole("radio", { name }));
const fill = async () => {
  await write("A's number", "13800000001");
  await write("B's number", "13900000002");
  await choose(/^1 h/);
};
const button = () => screen.getByRole("button", { name: /^Bind 138/ });
const ready = () => waitFor(() => expect(button()).toBeEnabled());
const ctrlEnter = async () => fireEvent.keyDown(await screen.findByRole("textbox", { name: "A's number" }), { key: "Enter", ctrlKey: true });

test("the button names whom it connects and until when", async () => {
  showForm();
  await fill();
  await ready();
  expect(button().textContent.replaceAll("\u2060", "")).toMatch(/^Bind 138…0001 ↔ X ↔ 139…0002 until (\d\d-\d\d )?\d\d:\d\d/);
});

test("no time is preset, and each choice shows the time at which it ends", async () => {
  const planBind = vi.fn<Client["planBind"]>(says(bindPlan()));
  showForm({ planBind });
  const times = within(await screen.findByRole("radiogroup", { name: "How long" }));
  for (const radio of times.getAllByRole("radio")) expect(radio).not.toBeChecked();
  for (const name of [/^30 min *until .*\d\d:\d\d$/, /^1 h *until /, /^2 h *until /, /^24 h *until \d\d-\d\d \d\d:\d\d$/, /^7 days *until /]) {
    expect(times.getByRole("radio", { name })).toBeVisible();
  }
  expect(times.queryByRole("radio", { name: /^for ever/ })).not.toBeInTheDocument();
  await waitFor(() => expect(planBind.mock.calls.at(-1)?.[0].ttl_seconds).toBeNull());
  await choose(/^Own time/);
  await write("Own time", "90");
  await waitFor(() => expect(planBind.mock.calls.at(-1)?.[0].ttl_seconds).toBe(5_400));
  await choose(/^XA/);
  await choose(/^for ever/);
  await waitFor(() => expect(planBind.mock.calls.at(-1)?.[0]).toMatchObject({ kind: "xa", ttl_seconds: 0, b_number: "" }));
});

test("blockers stand at their fields and keep the button shut; what is only missing is said quietly", async () => {
  const approveBind = vi.fn<Client["approveBind"]>(says(approved));
  showForm({
    planBind: says(bindPlan({ blockers: ["a_not_a_number", "ttl_missing", "account_paused"], a_number_revealed: "" })),
    approveBind,
  });
  await write("A's number", "abc");
  await waitFor(async () => expect(await screen.findByRole("textbox", { name: "A's number" })).toBeInvalid());
  expect(screen.getByText(/Only digits, with at most one plus/)).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("This account is paused.");
  expect(screen.getByRole("link", { name: "Go to the account" })).toHaveAttribute("href", "/accounts/7");
  expect(screen.getByRole("button", { name: /^Bind/ })).toBeDisabled();
  await ctrlEnter();
  expect(approveBind).not.toHaveBeenCalled();
});

test("an empty form is no mistake", async () => {
  showForm({ planBind: says(bindPlan({ blockers: ["appid_missing", "x_not_of_account", "a_missing", "b_missing", "ttl_missing"] })) });
  expect(await screen.findByText("Choose an appid. Choose an X number. Write A's number. Write B's number. Choose how long.")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "A's number" })).toBeValid();
});

test("what is in the way on an X is shown before anything is sent", async () => {
  const other = binding({ id: 40, reference: "T-77", a_number_masked: "137****0009" });
  showForm({ planBind: says(bindPlan({ blockers: ["conflict"], conflicts: [other] })) });
  const conflicts = await screen.findByRole("list", { name: "This X is in use" });
  expect(conflicts).toHaveTextContent("137****0009");
  expect(conflicts).toHaveTextContent(/until \d\d:\d\d|until .*\d\d:\d\d/);
  expect(conflicts).toHaveTextContent("Ref. T-77");
  expect(within(conflicts).getByRole("link", { name: "Show it" })).toBeVisible();
});

test("busy X numbers are marked in the list", async () => {
  showForm();
  fireEvent.click(await screen.findByRole("combobox", { name: "X number" }));
  expect(await screen.findByRole("option", { name: /^17000000003 · in use until / })).toBeInTheDocument();
  expect(screen.getByRole("option", { name: "17000000004" })).toBeInTheDocument();
});

test("everything that is asked for must be ticked, and another number wants its own tick", async () => {
  const approveBind = vi.fn<Client["approveBind"]>(says(approved));
  const planBind = vi.fn<Client["planBind"]>((draft) =>
    Promise.resolve(bindPlan({ confirmations: ["reveals_a_to_b", "recording"], a_number_revealed: draft.a_number })),
  );
  showForm({ planBind, approveBind });
  await fill();
  await screen.findByRole("button", { name: /^Bind 138/ });
  const tick = () => screen.findByRole("checkbox", { name: "B shall see A's real number 13800000001 when A calls" });
  fireEvent.click(await tick());
  expect(button()).toBeDisabled();
  await ctrlEnter();
  expect(approveBind).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("checkbox", { name: "The calls are recorded" }));
  await ready();
  await write("A's number", "13800000003");
  expect(await screen.findByRole("checkbox", { name: /13800000003/ })).not.toBeChecked();
  expect(button()).toBeDisabled();
  await write("A's number", "13800000001");
  await ready();
  fireEvent.click(button());
  await waitFor(() => expect(approveBind).toHaveBeenCalledTimes(1));
  expect(approveBind.mock.calls[0]?.[0]).toMatchObject({ fingerprint: "f1", confirmed: ["reveals_a_to_b", "recording"] });
});

test("a tick is for what stood beside it, not for what was typed a moment later", async () => {
  const next = later<BindPlan>();
  const planBind = vi.fn<Client["planBind"]>((draft) =>
    draft.a_number === "13800000003"
      ? next.promise
      : Promise.resolve(bindPlan({ confirmations: ["reveals_a_to_b"], a_number_revealed: draft.a_number })),
  );
  showForm({ planBind });
  await fill();
  await screen.findByRole("button", { name: /^Bind 138/ });
  await write("A's number", "13800000003");
  fireEvent.click(await screen.findByRole("checkbox", { name: /13800000001/ }));
  next.keep(bindPlan({ confirmations: ["reveals_a_to_b"], a_number_revealed: "13800000003" }));
  expect(await screen.findByRole("checkbox", { name: /13800000003/ })).not.toBeChecked();
  expect(button()).toBeDisabled();
});

test("the picture says in words whose number is shown to whom", async () => {
  const planBind = vi.fn<Client["planBind"]>(says(bindPlan()));
  showForm({ planBind });
  await fill();
  expect(screen.getByText("Both see X. Neither sees the other's real number.")).toBeVisible();
  fireEvent.click(screen.getByRole("switch", { name: "Show A's real number to B" }));
  expect(screen.getByText("B sees A's real number 13800000001 when A calls.")).toBeVisible();
  await waitFor(() => expect(planBind.mock.calls.at(-1)?.[0]).toMatchObject({ shows_a_to_b: true, shows_caller_to_a: false }));
  // A click on the phone itself does the same.
  fireEvent.click(screen.getByText("A's phone"));
  expect(screen.getByText("A sees B's real number 13900000002 when B calls.")).toBeVisible();
  await waitFor(() => expect(planBind.mock.calls.at(-1)?.[0]).toMatchObject({ shows_a_to_b: true, shows_caller_to_a: true }));
  await choose(/^XA/);
  expect(screen.getByText("A sees the real number of everyone who calls X.")).toBeVisible();
});

test("pressed twice it makes one binding", async () => {
  const answer = later<ApproveBindResult>();
  const approveBind = vi.fn<Client["approveBind"]>(() => answer.promise);
  showForm({ approveBind });
  await fill();
  await ready();
  fireEvent.click(button());
  fireEvent.click(button());
  await ctrlEnter();
  expect(approveBind).toHaveBeenCalledTimes(1);
  answer.keep(approved);
  await waitFor(async () => expect(await screen.findByRole("textbox", { name: "A's number" })).toHaveValue(""));
  expect(approveBind).toHaveBeenCalledTimes(1);
});

test("a failed approval keeps the draft and its id", async () => {
  let fail = true;
  const approveBind = vi.fn<Client["approveBind"]>(() =>
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as the program rejects
    fail ? Promise.reject({ code: "database", message: "busy" }) : Promise.resolve(approved),
  );
  showForm({ approveBind });
  await fill();
  await ready();
  fireEvent.click(button());
  await waitFor(() => expect(approveBind).toHaveBeenCalledTimes(1));
  fail = false;
  await ready();
  fireEvent.click(button());
  await waitFor(() => expect(approveBind).toHaveBeenCalledTimes(2));
  const [first, second] = approveBind.mock.calls.map(([request]) => request.draft.draft_id);
  expect(second).toBe(first);
});

test("a plan that changed meanwhile is shown instead of bound", async () => {
  const conflict = binding({ id: 41 });
  const approveBind = vi.fn<Client["approveBind"]>(
    says({ result: "not_as_shown", plan: bindPlan({ fingerprint: "f2", blockers: ["conflict"], conflicts: [conflict] }) }),
  );
  showForm({ approveBind });
  await fill();
  await ready();
  fireEvent.click(button());
  expect(await screen.findByRole("alert", { name: "This has changed since it was shown" })).toBeVisible();
  expect(screen.getByRole("list", { name: "This X is in use" })).toBeVisible();
  expect(await screen.findByRole("textbox", { name: "A's number" })).toHaveValue("13800000001");
  expect(button()).toBeDisabled();
});

test("the keyboard leads from the form to the binding's story", async () => {
  const drafts: BindDraft[] = [];
  const program = fakeProgram({
    world: fiveWorld(),
    api: {
      planBind: (draft) => {
        drafts.push(draft);
        return Promise.resolve(bindPlan());
      },
      approveBind: says(approved),
    },
  });
  showWindow(program, { at: "/privacy/bind" });
  await fill();
  await ready();
  await ctrlEnter();
  expect(await screen.findByRole("complementary", { name: "Story of the binding" })).toBeVisible();
  expect(await screen.findByRole("heading", { level: 1, name: "Privacy numbers" })).toBeVisible();
  expect(window.location.hash).toBe("#/privacy");
  window.location.hash = "/privacy/bind";
  await waitFor(() => expect(drafts.at(-1)).toMatchObject({ a_number: "", ttl_seconds: null }));
  expect(new Set(drafts.map(({ draft_id }) => draft_id)).size).toBe(2);
});

test("without an account that binds it leads to Vendor accounts", async () => {
  showDesk(<BindForm />, { world: busyWorld() });
  expect(await screen.findByText("No account that binds privacy numbers")).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to Vendor accounts" })).toHaveAttribute("href", "/accounts");
});
