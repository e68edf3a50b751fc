import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";

import type { ExchangeQuery } from "../../contract/ExchangeQuery";
import type { Gap } from "../../contract/Gap";
import type { HandOver } from "../../contract/HandOver";
import type { SetPollInterval } from "../../contract/SetPollInterval";
import { fakeProgram } from "../../dev/fakeProgram";
import { busyWorld, exchange, fiveWorld, push } from "../../dev/world";
import { i18n } from "../../i18n";
import { showWindow } from "../../test/show";
import { says, showDesk } from "../testing";
import { refOf, rowId } from "./exchanges/ref";
import { InterfaceLogDesk } from "./index";
import { effectsInWords } from "./push/effects";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Exchanges" });
const row = async (words: RegExp) => within(await grid()).findByRole("row", { name: words });
const drawer = () => screen.findByRole("complementary", { name: "The exchange" });

test("a row's number names its exchange, whatever table it stands in", () => {
  for (const of of [{ at: "attempt", id: 1 }, { at: "poll", id: 1 }, { at: "push", id: 123_456_789 }] as const) {
    expect(refOf(rowId(of))).toEqual(of);
  }
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

test("shows what went out and what came back, by the keyboard", async () => {
  showDesk(<InterfaceLogDesk />, { world: busyWorld() });
  await row(/Reports fetched/);
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) fireEvent.keyDown(await grid(), { key });
  const inside = within(await drawer());
  expect(await inside.findByRole("heading", { name: "Send" })).toBeVisible();
  expect(inside.getByRole("region", { name: "Request as it went out" })).toHaveTextContent("{{key}}");
  expect(inside.getByRole("region", { name: "String to sign" })).toHaveTextContent("MD5: 0f1d9a6e5c2b48d7a3e1b6c4d5f60718");
  expect(inside.getByRole("region", { name: "Reply · HTTP 200" })).toHaveTextContent("152880982911993396");
  fireEvent.keyDown(await grid(), { key: "Escape" });
  expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
});

test("a script is shown before it is copied, with what it would cost", async () => {
  showDesk(<InterfaceLogDesk />, { world: busyWorld() });
  fireEvent.click(await row(/^\S+ Send .*good/));
  await userEvent.click(await within(await drawer()).findByRole("button", { name: "Copy as curl" }));
  const dialog = within(await screen.findByRole("dialog", { name: "As a script for a shell" }));
  expect(await dialog.findByText("Run against the real vendor, it sends 3 messages again, and they cost again.")).toBeVisible();
  expect(dialog.getByText(/curl -X POST/)).toBeVisible();
});

test("a refused signature is looked into, and says what to try first", async () => {
  showDesk(<InterfaceLogDesk />, { world: busyWorld() });
  fireEvent.click(await row(/refused/));
  await userEvent.click(await within(await drawer()).findByRole("button", { name: "Find out why" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Why the signature was refused" }));
  const [first] = await dialog.findAllByRole("listitem");
  expect(first).toHaveTextContent("Set “Digest letters” to “Capital letters” on the account, and test the connection.");
  expect(dialog.getByText("The key in the keychain is the one with the fingerprint 3f9a01c7.")).toBeVisible();
  expect(dialog.getByText("Digest letters: Small letters · set now")).toBeVisible();
});

test("filters combine, and pages go on by their cursor", async () => {
  const asked: ExchangeQuery[] = [];
  const cursor = { attempt: 5, poll: 6, push: 7 };
  const program = showDesk(<InterfaceLogDesk />, {
    world: fiveWorld(),
    api: {
      listExchanges: (query) => {
        asked.push(query);
        const first = query.before === null;
        return Promise.resolve({ rows: [exchange({ of: { at: "poll", id: first ? 9 : 8 } }).row], next: first ? cursor : null });
      },
    },
  });
  await grid();
  await expect.poll(() => asked.map(({ before }) => before)).toEqual([null, cursor]);
  const before = asked.length;
  program.tell("exchanges");
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  await userEvent.click(screen.getByRole("checkbox", { name: "Polls" }));
  await userEvent.click(screen.getByRole("switch", { name: "Only what did not go well" }));
  fireEvent.click(screen.getByRole("combobox", { name: "Only this account" }));
  fireEvent.click(await screen.findByRole("option", { name: "司机与乘客" }));
  await expect
    .poll(() => asked.at(-1))
    .toMatchObject({ kinds: ["reports", "replies", "status"], troubled_only: true, account_id: 7 });
});

test("what is filtered now is exported, by the keyboard", async () => {
  const program = showDesk(<InterfaceLogDesk />, { world: fiveWorld() });
  await grid();
  await userEvent.click(screen.getByRole("checkbox", { name: "Binds and releases" }));
  await userEvent.click(screen.getByRole("switch", { name: "Only what did not go well" }));
  fireEvent.click(screen.getByRole("combobox", { name: "Only this account" }));
  fireEvent.click(await screen.findByRole("option", { name: "司机与乘客" }));
  const button = screen.getByRole("button", { name: "Export…" });
  for (let tabs = 0; tabs < 30 && document.activeElement !== button; tabs += 1) await userEvent.tab();
  expect(button).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Export these exchanges" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Choose where to save…" }));
  expect(await screen.findByText("The export runs")).toBeVisible();
  const query = { account_id: 7, kinds: ["bind", "release"], troubled_only: true };
  expect(program.asked.find(({ command }) => command === "startExport")?.request).toMatchObject({
    list: { list: "exchanges", query },
    full_numbers: false,
    headings: { exchange: "Exchange", "exchange.push": "Push received", "outcome.doubt": "in doubt", "reason.http_status": "the server's status", path: "Path" },
  });
});

test("a push shows what it changed, and leads there", async () => {
  const pushed = exchange({ of: { at: "push", id: 8 }, kind: "push" }, { push: push({ id: 8 }), signed: null, digest: null, message_id: null });
  const world = fiveWorld();
  showWindow(fakeProgram({ world: { ...world, exchanges: [pushed] } }), { at: "/log" });
  fireEvent.click(await row(/Push received/));
  const inside = within(await drawer());
  expect(await inside.findByRole("region", { name: "What it changed" })).toHaveTextContent("smsMsgId");
  await userEvent.click(inside.getByRole("link", { name: "Show the message" }));
  expect(window.location.hash).toBe("#/messages");
});

test("nothing yet leads to the accounts; nothing found takes the filters away", async () => {
  showDesk(<InterfaceLogDesk />, { world: fiveWorld(), api: { listExchanges: says({ rows: [], next: null }) } });
  expect(await screen.findByText("Nothing went to a vendor yet")).toBeVisible();
  await userEvent.click(screen.getByRole("switch", { name: "Only what did not go well" }));
  expect(await screen.findByText("Nothing like that")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Show everything" }));
  expect(await screen.findByText("Nothing went to a vendor yet")).toBeVisible();
});

test("every poll with how fresh it is; how often is set, and refused out of range", async () => {
  const set: SetPollInterval[] = [];
  const polled: number[] = [];
  showWindow(
    fakeProgram({
      world: busyWorld(),
      api: {
        setPollInterval: (to) => {
          set.push(to);
          return Promise.resolve(to.seconds !== null && to.seconds > 86_400 ? [{ field: "seconds", reason: "out_of_range" }] : []);
        },
        pollNow: (id) => {
          polled.push(id);
          return Promise.resolve();
        },
      },
    }),
    { at: "/log/polls" },
  );
  const table = within(await screen.findByRole("table", { name: "Polling" }));
  const [first] = await table.findAllByText("4,212 in 24 h");
  expect(first).toBeVisible();
  await userEvent.click(table.getByRole("button", { name: "Poll now: 客服" }));
  expect(polled).toEqual([1]);
  await userEvent.click(table.getByRole("button", { name: "Every 5 min: change" }));
  const seconds = await screen.findByRole("textbox", { name: "Seconds between two" });
  await userEvent.clear(seconds);
  await userEvent.type(seconds, "99999{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("Only 10 to 86,400 seconds.");
  await userEvent.clear(seconds);
  await userEvent.type(seconds, "60{Enter}");
  expect(set.at(-1)).toEqual({ account_id: 6, kind: "status", seconds: 60 });
});

test("how often something is polled is asked with what is set now, and an empty box is refused", async () => {
  let interval = 300;
  const polls = () => Promise.resolve(busyWorld().polls.filter(({ kind }) => kind === "status").map((poll) => ({ ...poll, interval_seconds: interval })));
  const program = fakeProgram({ world: busyWorld(), api: { listPolls: polls, setPollInterval: says([]) } });
  showWindow(program, { at: "/log/polls" });
  await userEvent.click(await screen.findByRole("button", { name: "Every 5 min: change" }));
  const box = () => screen.findByRole("textbox", { name: "Seconds between two" });
  await userEvent.clear(await box());
  await userEvent.type(await box(), "{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("Only 10 to 86,400 seconds.");
  expect(program.asked.map(({ command }) => command)).not.toContain("setPollInterval");
  await userEvent.type(await box(), "60{Enter}");
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Seconds between two" })).not.toBeInTheDocument());
  interval = 120;
  program.tell("status");
  await userEvent.click(await screen.findByRole("button", { name: "Every 2 min: change" }));
  expect(await box()).toHaveValue("120");
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

const gap = (change: Partial<Gap>): Gap => ({
  id: 1,
  account_id: 1,
  account_name: "客服",
  kind: "reports",
  from_at: new Date(2026, 0, 5, 13, 30).getTime(),
  to_at: new Date(2026, 0, 5, 14, 30).getTime(),
  ...change,
});

test("each poll says in which times something may have been lost, and no column takes the room of another", async () => {
  showWindow(fakeProgram({ world: { ...busyWorld(), status: { ...busyWorld().status, gaps: [gap({ id: 5, kind: "reports" }), gap({ id: 6, account_id: 99, account_name: "gone" })] } } }), {
    at: "/log/polls",
  });
  const table = await screen.findByRole("table", { name: "Polling" });
  const line = (await within(table).findByText("客服")).closest("tr") ?? table;
  expect(await within(line).findByText(/Something may be missing/)).toHaveTextContent(/01-05 13:30:00 – .*01-05 14:30:00/);
  expect(within(table).getAllByText(/Something may be missing/)).toHaveLength(1);
  expect(screen.getByText("gone · reports")).toBeVisible();
  expect(table).toHaveStyle({ "--table-layout": "fixed" });
  const widths = [...table.querySelectorAll("col")].map(({ style }) => parseInt(style.width, 10) || 200);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThan(1_060);
});

test("what was fetched for another desk is handed over under a passphrase that is long enough", async () => {
  const handed: HandOver[] = [];
  showWindow(
    fakeProgram({
      world: busyWorld(),
      api: {
        handOver: (draft) => {
          handed.push(draft);
          return Promise.resolve(draft.passphrase.length < 12 ? { result: "passphrase_too_short" } : { result: "saved", path: "/tmp/x.swb", reports: 2, calls: 1 });
        },
      },
    }),
    { at: "/log/kept" },
  );
  await userEvent.click(await screen.findByRole("button", { name: "Hand over to desk KF7" }));
  const field = await screen.findByLabelText("Passphrase");
  await userEvent.type(field, "short{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("At least 12 characters.");
  await userEvent.type(field, " but longer now{Enter}");
  expect(await screen.findByText("Written: 2 reports · 1 call")).toBeVisible();
  expect(handed.at(-1)).toEqual({ account_id: 1, desk: "KF7", passphrase: "short but longer now" });
  expect(screen.queryByLabelText("Passphrase")).not.toBeInTheDocument();
  // The next parcel may be for another desk: nothing of this one's comes back.
  await userEvent.click(screen.getByRole("button", { name: "Hand over to desk KF7" }));
  expect(await screen.findByLabelText("Passphrase")).toHaveValue("");
});

test("calls of another desk stand beside the reports, with how many were handed over", async () => {
  showWindow(fakeProgram({ world: busyWorld() }), { at: "/log/kept" });
  await screen.findByRole("button", { name: "Hand over to desk AB2" });
  expect(screen.getByRole("row", { name: /AB2/ })).toHaveTextContent(/3 calls.*3 handed over/);
  expect(screen.getByRole("row", { name: /AB2/ })).not.toHaveTextContent("report");
  expect(screen.getByRole("row", { name: /KF7/ })).toHaveTextContent("2 reports");
});

test("every column of what is kept aside has a name", async () => {
  showWindow(fakeProgram({ world: busyWorld() }), { at: "/log/kept" });
  await screen.findByRole("button", { name: "Hand over to desk KF7" });
  expect(screen.getByRole("columnheader", { name: "What to do" })).toBeInTheDocument();
});

test("taking in says what was wrong with the file", async () => {
  showWindow(fakeProgram({ world: busyWorld(), api: { takeIn: says({ result: "other_desk", desk: "AB2" }) } }), { at: "/log/kept" });
  await userEvent.click(await screen.findByRole("button", { name: "Take in a file…" }));
  await userEvent.type(await screen.findByLabelText("Passphrase"), "a long passphrase{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("This file is meant for desk AB2.");
});

test("reports of sends that are not here stand apart, with what became of them and what to do", async () => {
  showWindow(fakeProgram({ world: busyWorld() }), { at: "/log/kept" });
  const strays = within(await screen.findByRole("region", { name: "Of sends that are not here" }));
  const row = strays.getByRole("row", { name: /KF3ab2cd3ef4/ });
  expect(row).toHaveTextContent("138****0005");
  expect(row).toHaveTextContent("Failed");
  expect(row).toHaveTextContent("MK:0001");
  expect(strays.getByText(/^Do not send these again/)).toBeVisible();
});
