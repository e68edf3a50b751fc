import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";

import type { PushQuery } from "../../contract/PushQuery";
import { fakeProgram } from "../../dev/fakeProgram";
import { fiveWorld, push } from "../../dev/world";
import { i18n } from "../../i18n";
import { showWindow } from "../../test/show";
import { says, showDesk } from "../testing";
import { effectsInWords } from "./effects";
import { InterfaceLogDesk } from "./index";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Interface log" });
const row = async (words: RegExp) => within(await grid()).findByRole("row", { name: words });
const drawer = () => screen.findByRole("complementary", { name: "The push" });

test("shows pushes as they came, and what each changed", async () => {
  showDesk(<InterfaceLogDesk />, { world: fiveWorld() });
  expect(await row(/SMS status received 1 message/)).toBeVisible();
  expect(await row(/pasted in 1 item that could not be read/)).toBeVisible();
  expect(await row(/Call detail record received 1 binding/)).toBeVisible();
});

test("counts alike effects, what needs a look first", async () => {
  await i18n.changeLanguage("en");
  const of = (kind: "message" | "duplicate" | "unmatched") => ({ what: kind === "message" ? { kind, message_id: 1 } : { kind }, fields: [] });
  const t = i18n.getFixedT("en");
  expect(effectsInWords(t, [of("message"), of("duplicate"), of("message"), of("unmatched")])).toBe(
    "1 item that fits nothing here yet · 2 messages · 1 item that was here before",
  );
  expect(effectsInWords(t, [])).toBe("nothing");
});

test("opens with the keyboard, with headers, body and fields", async () => {
  showDesk(<InterfaceLogDesk />, { world: fiveWorld() });
  await row(/Call detail record/);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) fireEvent.keyDown(await grid(), { key });
  const inside = within(await drawer());
  expect(inside.getByRole("heading", { name: "Call detail record" })).toBeVisible();
  expect(inside.getByRole("region", { name: "Body as it came" })).toHaveTextContent("taskid=9920331&caller=138****0001&result=answered");
  expect(inside.getByRole("region", { name: "What it changed" })).toHaveTextContent("9920331");
  expect(inside.getByRole("region", { name: /^Headers/ })).toHaveTextContent("content-type");
  fireEvent.keyDown(await grid(), { key: "Escape" });
  expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
});

test("leads to the message and to the binding it changed", async () => {
  showWindow(fakeProgram({ world: fiveWorld() }), { at: "/log" });
  fireEvent.click(await row(/Call detail record/));
  await userEvent.click(within(await drawer()).getByRole("link", { name: "Show the binding" }));
  expect(await screen.findByRole("complementary", { name: "Story of the binding" })).toBeVisible();
  expect(window.location.hash).toBe("#/privacy");
  window.location.hash = "/log";
  fireEvent.click(await row(/SMS status received 1 message/));
  await userEvent.click(within(await drawer()).getByRole("link", { name: "Show the message" }));
  expect(await screen.findByRole("complementary", { name: "Story of the message" })).toBeVisible();
});

test("only one account's, page by page, asked again when pushes changed", async () => {
  const asked: PushQuery[] = [];
  const program = showDesk(<InterfaceLogDesk />, {
    world: fiveWorld(),
    api: {
      listPushes: (query) => {
        asked.push(query);
        return Promise.resolve({ rows: [push({ id: query.before === null ? 9 : 8 })], next: query.before === null ? 9 : null });
      },
    },
  });
  await row(/SMS status/);
  expect(asked.map(({ before }) => before)).toEqual([null, 9]);
  const before = asked.length;
  program.tell("pushes");
  await screen.findByRole("grid");
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  fireEvent.click(screen.getByRole("combobox", { name: "Only this account" }));
  fireEvent.click(await screen.findByRole("option", { name: "司机与乘客" }));
  await expect.poll(() => asked.at(-1)?.account_id).toBe(7);
});

test("with nothing here it leads to where an account's pushes are set up", async () => {
  const world = fiveWorld();
  showDesk(<InterfaceLogDesk />, { world: { ...world, accounts: world.accounts.filter(({ id }) => id === 7) }, api: { listPushes: says({ rows: [], next: null }) } });
  expect(await screen.findByText("No push has arrived yet")).toBeVisible();
  expect(await screen.findByRole("link", { name: "Open the account's pushes" })).toHaveAttribute("href", "/accounts/7/pushes");
});
