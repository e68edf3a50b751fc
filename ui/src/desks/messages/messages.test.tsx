import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import type { Client } from "../../contract/client";
import type { MessageQuery } from "../../contract/MessageQuery";
import type { MessageRow } from "../../contract/MessageRow";
import type { Problem } from "../../contract/Problem";
import type { FakeProgram } from "../../dev/fakeProgram";
import { busyWorld, fiveWorld, messageRow } from "../../dev/world";
import { later, says, showDesk } from "../testing";
import { MessagesDesk } from "./index";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 300 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Messages" });
// By its number: to name every row by its role takes seconds.
const row = async (number: string) => {
  const [found] = (await screen.findAllByText(number)).flatMap((element) => element.closest<HTMLElement>("[role=row]") ?? []);
  if (found === undefined) throw new Error(`no row of ${number}`);
  return found;
};
const drawer = () => screen.findByRole("complementary", { name: "Story of the message" });
const noDrawer = () => expect(screen.queryByRole("complementary", { name: "Story of the message" })).not.toBeInTheDocument();

const lastFilter = ({ asked }: FakeProgram) => (asked.filter(({ command }) => command === "listMessages").at(-1)?.request as MessageQuery | undefined)?.filter;

test("the keyboard leads through the list, into a story and out again", async () => {
  showDesk(<MessagesDesk />);
  await row("130****1000");
  fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
  await waitFor(async () => expect(await row("130****1000")).toHaveAttribute("aria-selected", "true"));
  expect(await grid()).toHaveFocus();
  fireEvent.keyDown(await grid(), { key: "ArrowDown" });
  fireEvent.keyDown(await grid(), { key: "j", code: "KeyJ" });
  const third = await row("132****1634");
  expect(third).toHaveAttribute("aria-selected", "true");
  expect(await grid()).toHaveAttribute("aria-activedescendant", third.id);
  noDrawer();

  fireEvent.keyDown(await grid(), { key: "Enter" });
  expect(await within(await drawer()).findByRole("heading", { name: "132****1634" })).toBeVisible();
  fireEvent.keyDown(await grid(), { key: "k", code: "KeyK" });
  expect(await within(await drawer()).findByRole("heading", { name: "131****1317" })).toBeVisible();

  fireEvent.keyDown(await grid(), { key: "Escape" });
  noDrawer();
  expect(await grid()).toHaveFocus();
});

test("tells how many match, and draws only those in sight", async () => {
  showDesk(<MessagesDesk />);
  await row("130****1000");
  expect(screen.getByText("4,000 messages")).toBeVisible();
  expect(await grid()).toHaveAttribute("aria-rowcount", "4001");
  expect(within(await grid()).getAllByRole("row").length).toBeLessThan(60);
});

test("asks for the next page by its cursor", async () => {
  const pages = vi.fn<Client["listMessages"]>(({ before }) => {
    const first = before ?? 21;
    const rows = Array.from({ length: 10 }, (_, index) => messageRow({ id: first - 1 - index, number_masked: `138****${String(first - 1 - index).padStart(4, "0")}` }));
    const next = first - 10 > 1 ? first - 10 : null;
    return Promise.resolve({ rows, next, looked_back_to: null });
  });
  showDesk(<MessagesDesk />, { api: { listMessages: pages, countMessages: says({ count: 10_000, more: true }) } });
  await row("138****0001");
  expect(pages.mock.calls.map(([{ before }]) => before)).toEqual([null, 11]);
  expect(await screen.findByText("10,000+ messages")).toBeVisible();
});

test("filters by state, and clears a filter that finds nothing", async () => {
  const asked: MessageQuery[] = [];
  showDesk(<MessagesDesk />, {
    api: {
      listMessages: (query) => {
        asked.push(query);
        const rows = query.filter.states.length === 0 ? [messageRow()] : [];
        return Promise.resolve({ rows, next: null, looked_back_to: null });
      },
    },
  });
  await row("138****0001");
  const chip = screen.getByRole("button", { name: /^Not submitted/ });
  fireEvent.click(chip);
  expect(await screen.findByText("No message fits")).toBeVisible();
  expect(chip).toHaveAttribute("aria-pressed", "true");
  expect(asked.at(-1)?.filter.states).toEqual(["not_sent", "rejected"]);
  fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  await row("138****0001");
});

test("with nothing sent yet it leads to Send", async () => {
  showDesk(<MessagesDesk />, { practice: true });
  expect(await screen.findByRole("link", { name: "Send a message" })).toBeVisible();
});

test("a list that could not be had says so, and not that nothing was sent; it is asked for again", async () => {
  const problem: Problem = { code: "database", message: "disk I/O error" };
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
  const listMessages = vi.fn<Client["listMessages"]>(() => Promise.reject(problem));
  showDesk(<MessagesDesk />, { api: { listMessages } });
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(screen.getByRole("heading", { name: "The database could not be read or written." })).toBeVisible();
  expect(screen.queryByRole("link", { name: "Send a message" })).not.toBeInTheDocument();
  listMessages.mockImplementation(says({ rows: [messageRow()], next: null, looked_back_to: null }));
  fireEvent.click(again);
  await row("138****0001");
  expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
});

test("a change refreshes the list and keeps the selection", async () => {
  let first = messageRow({ id: 5, number_masked: "138****0005", state: "accepted" });
  let rows = [first];
  const program = showDesk(<MessagesDesk />, { api: { listMessages: () => Promise.resolve({ rows, next: null, looked_back_to: null }) } });
  fireEvent.click(await row("138****0005"));
  first = { ...first, state: "delivered" };
  rows = [messageRow({ id: 6, number_masked: "138****0006" }), first];
  program.tell("messages");
  await row("138****0006");
  expect(within(await row("138****0005")).getByText("Delivered")).toBeVisible();
  expect(await row("138****0005")).toHaveAttribute("aria-selected", "true");
});

test("the rest of a paused job goes out only after its count was confirmed", async () => {
  const resumeJob = vi.fn(says(undefined));
  showDesk(<MessagesDesk />, { api: { resumeJob } });
  expect(await screen.findByText(/Paused: 1,500 of 3,000 not submitted, approved 47 min ago by 王芳/)).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Resume…" }));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(within(dialog).getByRole("button", { name: "Cancel" })).toHaveFocus());
  expect(resumeJob).not.toHaveBeenCalled();
  fireEvent.click(within(dialog).getByRole("button", { name: "Send to 1,500 numbers" }));
  await waitFor(() => expect(resumeJob).toHaveBeenCalledExactlyOnceWith(88));
});

test("a job of a restored copy says that it may go out twice before it goes on", async () => {
  const program = showDesk(<MessagesDesk />);
  await screen.findByText(/Paused: 1,500 of 3,000 not submitted/);
  program.world.jobs = program.world.jobs.map((job) => ({ ...job, paused: { kind: "restored_from_backup" } }));
  program.tell("jobs");
  fireEvent.click(screen.getByRole("button", { name: "Resume…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText("The same people may get it twice")).toBeVisible();
  expect(dialog.getByText(/when the backup was made get their messages now/)).toBeVisible();
});

test("a running job can be held", async () => {
  const pauseJob = vi.fn(says(undefined));
  showDesk(<MessagesDesk />, { api: { pauseJob } });
  fireEvent.click(await screen.findByRole("button", { name: "Hold" }));
  await waitFor(() => expect(pauseJob).toHaveBeenCalledExactlyOnceWith(90));
});

test("calls and messages abroad are marked, a scheduled one says for when, and one without reports that none come", async () => {
  const rows = [
    messageRow({ id: 9, mode: "voice", number_masked: "138****0009" }),
    messageRow({ id: 8, mode: "international", state: "accepted", scheduled_for: Date.now() + 3_600_000, number_masked: "4479****0008" }),
    messageRow({ id: 7, mode: "template", state: "accepted", reports_here: false, number_masked: "138****0007" }),
  ];
  showDesk(<MessagesDesk />, { api: { listMessages: says({ rows, next: null, looked_back_to: null }) } });
  const call = within(await row("138****0009"));
  expect(call.getByRole("img", { name: "Call" })).toBeVisible();
  expect(call.getByText("1 call")).toBeVisible();
  const abroad = await row("4479****0008");
  expect(within(abroad).getByRole("img", { name: "International" })).toBeVisible();
  expect(abroad).toHaveTextContent(/scheduled for \d\d/);
  expect(await row("138****0007")).toHaveTextContent("submitted; this account gets no reports here");
});

test("the desk opens with the search focused, and what needs a person at the top leads to its list", async () => {
  const program = showDesk(<MessagesDesk />);
  await row("130****1000");
  expect(screen.getByRole("searchbox", { name: "Search messages" })).toHaveFocus();
  const strip = within(screen.getByRole("region", { name: "Needs you" }));
  expect(strip.queryByRole("button", { name: /balance/ })).not.toBeInTheDocument();
  fireEvent.click(strip.getByRole("button", { name: "41 failed today" }));
  // By the time of the failure, as it was counted; not by that of the approval.
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: ["failed", "rejected"], changed_days: 1, last_days: null, from_at: null }));
  expect(screen.getByRole("button", { name: "Take off: Changed today" })).toBeVisible();
  fireEvent.click(strip.getByRole("button", { name: "3 outcomes unknown" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: ["unknown"], changed_days: null }));
  expect(screen.getByRole("button", { name: /^Outcome unknown/ })).toHaveAttribute("aria-current", "page");
  expect(await grid()).toHaveFocus();
  fireEvent.click(strip.getByRole("button", { name: "7 unread replies" }));
  await waitFor(() => expect(window.location.pathname + window.location.hash).toContain("/replies"));
});

test("with nothing that needs a person there is no strip", async () => {
  showDesk(<MessagesDesk />, { practice: true });
  await screen.findByRole("link", { name: "Send a message" });
  expect(screen.queryByRole("region", { name: "Needs you" })).not.toBeInTheDocument();
});

test("the list of unknown outcomes has its own words when it is empty", async () => {
  showDesk(<MessagesDesk />, { practice: true });
  await screen.findByRole("link", { name: "Send a message" });
  fireEvent.click(screen.getByRole("button", { name: "Outcome unknown" }));
  expect(await screen.findByText("Nothing is in doubt")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Show all messages" }));
  expect(await screen.findByRole("link", { name: "Send a message" })).toBeVisible();
});

test("filters combine, stand as chips, and go one by one", async () => {
  const program = showDesk(<MessagesDesk />, { world: fiveWorld() });
  await row("130****1000");
  fireEvent.click(screen.getByRole("button", { name: "Failed" }));
  fireEvent.click(screen.getByRole("button", { name: "Filter" }));
  const panel = within(await screen.findByRole("dialog", { name: "Filter" }));
  fireEvent.click(panel.getByRole("button", { name: "Last 7 days" }));
  fireEvent.click(panel.getByRole("checkbox", { name: "Call" }));
  fireEvent.click(panel.getByRole("combobox", { name: "Approved by" }));
  fireEvent.click(await panel.findByRole("option", { name: "王芳" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: ["failed"], modes: ["voice"], operator: "王芳", last_days: 7, from_at: null }));
  const chips = within(screen.getByRole("group", { name: "What is set" }));
  fireEvent.click(chips.getByRole("button", { name: "Take off: By 王芳" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ operator: "", modes: ["voice"] }));
  fireEvent.click(chips.getByRole("button", { name: "Take all off" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: [], modes: [], last_days: null }));
});

test("days from the calendar take their last day whole", async () => {
  const program = showDesk(<MessagesDesk />);
  await row("130****1000");
  fireEvent.click(screen.getByRole("button", { name: "Filter" }));
  const panel = within(await screen.findByRole("dialog", { name: "Filter" }));
  fireEvent.click(panel.getByRole("button", { name: "From–to" }));
  fireEvent.change(panel.getByLabelText("From"), { target: { value: "2026-03-01" } });
  fireEvent.change(panel.getByLabelText("To (included)"), { target: { value: "2026-03-02" } });
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ from_at: new Date(2026, 2, 1).getTime(), to_at: new Date(2026, 2, 3).getTime() }));
  expect(screen.getByRole("button", { name: "Take off: 2026-03-01 to 2026-03-02" })).toBeVisible();
});

test("a filter is saved under a name, picked again, renamed and deleted", async () => {
  const program = showDesk(<MessagesDesk />);
  await row("130****1000");
  fireEvent.click(screen.getByRole("button", { name: "Delivered" }));
  const saved = async () => {
    fireEvent.click(screen.getByRole("button", { name: /^Saved filters/ }));
    return within(await screen.findByRole("dialog", { name: /^Saved filters/ }));
  };
  fireEvent.click((await saved()).getByRole("button", { name: "Save this filter…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Save this filter" }));
  fireEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByText("Please fill this in.")).toBeVisible();
  fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: " Arrived " } });
  fireEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(program.world.filters).toContainEqual(expect.objectContaining({ name: "Arrived", filter: expect.objectContaining({ states: ["delivered"] }) as unknown })));

  expect(await screen.findByRole("button", { name: "Saved filters: Arrived" })).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Delivered" }));
  fireEvent.click((await saved()).getByRole("button", { name: "Arrived" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Delivered" })).toHaveAttribute("aria-pressed", "true"));

  fireEvent.click(screen.getByRole("button", { name: "Saved filters: Arrived" }));
  fireEvent.click(within(await screen.findByRole("dialog", { name: /^Saved filters/ })).getByRole("button", { name: "Rename Arrived" }));
  const renaming = within(await screen.findByRole("dialog", { name: "Rename the filter" }));
  fireEvent.change(renaming.getByRole("textbox", { name: "Name" }), { target: { value: "There" } });
  fireEvent.click(renaming.getByRole("button", { name: "Save" }));
  fireEvent.click(await screen.findByRole("button", { name: "Saved filters: There" }));
  fireEvent.click(within(await screen.findByRole("dialog", { name: /^Saved filters/ })).getByRole("button", { name: "Delete There" }));
  const sure = within(await screen.findByRole("dialog", { name: "Delete the saved filter?" }));
  expect(sure.getByText("“There” is taken off the list. No message is touched by it.")).toBeVisible();
  expect(program.world.filters.some(({ name }) => name === "There")).toBe(true);
  fireEvent.click(sure.getByRole("button", { name: "Delete it" }));
  await waitFor(() => expect(program.world.filters.some(({ name }) => name === "There")).toBe(false));
});

test("the filter of the last time is there again after a restart, and is not among the saved ones", async () => {
  const world = busyWorld();
  const program = showDesk(<MessagesDesk />, { world });
  await row("130****1000");
  fireEvent.click(screen.getByRole("button", { name: "No report" }));
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "138" } });
  await waitFor(() => expect(program.world.filters).toContainEqual(expect.objectContaining({ name: null, filter: expect.objectContaining({ states: ["no_report"], search: "" }) as unknown })));
  cleanup();

  const again = showDesk(<MessagesDesk />, { world: { ...busyWorld(), filters: program.world.filters } });
  await waitFor(() => expect(screen.getByRole("button", { name: "No report" })).toHaveAttribute("aria-pressed", "true"));
  expect(again.asked.filter(({ command }) => command === "listMessages").map(({ request }) => (request as MessageQuery).filter.states)).toEqual([["no_report"]]);
  expect(screen.getByRole("searchbox")).toHaveValue("");
  fireEvent.click(screen.getByRole("button", { name: /^Saved filters/ }));
  expect(within(await screen.findByRole("dialog", { name: /^Saved filters/ })).getAllByRole("listitem")).toHaveLength(2);
});

test("rows come before they are counted, and one character says how far back it was looked for", async () => {
  const counting = later<{ count: number; more: boolean }>();
  showDesk(<MessagesDesk />, { api: { countMessages: () => counting.promise } });
  await row("130****1000");
  expect(screen.queryByText(/^[\d,]+ messages$/)).not.toBeInTheDocument();
  counting.keep({ count: 1_234, more: false });
  expect(await screen.findByText("1,234 messages")).toBeVisible();
  expect(screen.queryByText(/looked for only back to/)).not.toBeInTheDocument();
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "验" } });
  expect(await screen.findByText(/One character alone was looked for only back to/)).toHaveTextContent(/Type two to look through everything/);
});

test("from the search the keyboard goes into the list, and from a row to its number", async () => {
  showDesk(<MessagesDesk />);
  const first = await row("130****1000");
  fireEvent.keyDown(screen.getByRole("searchbox"), { key: "ArrowDown" });
  expect(await grid()).toHaveFocus();
  expect(first).toHaveAttribute("aria-selected", "true");
  fireEvent.keyDown(await grid(), { key: "n" });
  expect(window.location.pathname).toBe("/number/message/40000");
});

test("whoever comes back from a number is at its row again, with the keyboard in the list", async () => {
  const { hook, navigate } = memoryLocation({ path: "/messages" });
  showDesk(
    <Router hook={hook}>
      <Route path="/messages" component={MessagesDesk} />
      <Route path="/number/:at/:which">a number</Route>
    </Router>,
  );
  fireEvent.click(within(await row("131****1317")).getByRole("link", { name: "131****1317" }));
  expect(await screen.findByText("a number")).toBeVisible();
  act(() => navigate("/messages"));
  expect(await row("131****1317")).toHaveAttribute("aria-selected", "true");
  expect(await grid()).toHaveFocus();
  noDrawer();
});

test("the time of the list is when a message was sent, that of the filter when it was approved; a day is today in Chinese too", async () => {
  const at = new Date(2026, 0, 5, 14, 3).getTime();
  const rows = [messageRow({ id: 2, number_masked: "138****0002", state: "queued", submitted_at: null, approved_at: at }), messageRow({ id: 1, submitted_at: at })];
  showDesk(<MessagesDesk />, { language: "zh-CN", api: { listMessages: says({ rows, next: null, looked_back_to: null }) } });
  expect(within(await row("138****0002")).getByText("此为确认时间；尚未提交")).toBeInTheDocument();
  expect(within(await row("138****0001")).queryByText("此为确认时间；尚未提交")).not.toBeInTheDocument();
  expect(screen.getByRole("columnheader", { name: "发送时间" })).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "筛选" }));
  const times = within(await screen.findByRole("group", { name: "确认时间" }));
  fireEvent.click(times.getByRole("button", { name: "今天" }));
  expect(await within(screen.getByRole("group", { name: "已设条件" })).findByText("今天")).toBeVisible();
});

test("the keys of the list rest while a row's menu is open", async () => {
  showDesk(<MessagesDesk />);
  fireEvent.contextMenu(await row("131****1317"), { button: 2 });
  const item = within(await screen.findByRole("menu")).getAllByRole("menuitem")[0];
  fireEvent.keyDown(item ?? document.body, { key: "j", code: "KeyJ" });
  expect(await row("131****1317")).toHaveAttribute("aria-selected", "true");
  expect(await grid()).not.toHaveFocus();
});

test("a list that was asked for and came empty takes the keyboard from nobody later", async () => {
  let rows: MessageRow[] = [];
  const listMessages = vi.fn<Client["listMessages"]>(() => Promise.resolve({ rows, next: null, looked_back_to: null }));
  const program = showDesk(<MessagesDesk />, { api: { listMessages } });
  fireEvent.click(await screen.findByRole("button", { name: /outcomes unknown/ }));
  await waitFor(() => expect(screen.queryByRole("grid")).not.toBeInTheDocument());
  const box = screen.getByRole("searchbox");
  box.focus();
  rows = [messageRow()];
  program.tell("messages");
  await row("138****0001");
  expect(box).toHaveFocus();
});

test("digits that are searched for offer the numbers themselves", async () => {
  showDesk(<MessagesDesk />, { world: fiveWorld() });
  await row("130****1000");
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "1700" } });
  const numbers = within(await screen.findByRole("region", { name: "Everything with the number" }));
  expect(numbers.getByRole("link", { name: "17000000001" })).toHaveAttribute("href", expect.stringContaining("/number/binding_x/"));
});

test("a row's menu sets the filter to its job, and opens by the keyboard too", async () => {
  const program = showDesk(<MessagesDesk />);
  fireEvent.contextMenu(await row("133****1951"), { button: 2 });
  fireEvent.click(await screen.findByRole("menuitem", { name: "Only code MK:0001" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ code: "MK:0001" }));
  await row("133****1951");
  fireEvent.keyDown(await grid(), { key: "ArrowDown" });
  fireEvent.contextMenu(await grid(), { button: 0 });
  fireEvent.click(await screen.findByRole("menuitem", { name: "Only this job" }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ code: "MK:0001", job_id: 90 }));
  expect(screen.getByRole("button", { name: "Take off: Job 90 only" })).toBeVisible();
});

test("rows stand closer when asked to, and it is kept as a preference", async () => {
  showDesk(<MessagesDesk />);
  const first = await row("130****1000");
  expect(first.style.height).toBe("38px");
  fireEvent.click(screen.getByRole("button", { name: "Compact rows" }));
  await waitFor(async () => expect((await row("130****1000")).style.height).toBe("26px"));
  expect(screen.getByRole("button", { name: "Compact rows" })).toHaveAttribute("aria-pressed", "true");
});

test("a key leads to a day of a long list, and the keyboard goes on there", async () => {
  const program = showDesk(<MessagesDesk />);
  await row("130****1000");
  fireEvent.click(screen.getByRole("button", { name: /^Failed/ }));
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: ["failed"] }));
  (await grid()).focus();
  fireEvent.keyDown(await grid(), { key: "g", code: "KeyG" });
  const box = await screen.findByLabelText("The list begins with this day");
  await waitFor(() => expect(box).toHaveFocus());
  expect(screen.getByRole("button", { name: "Go to the day" })).toBeDisabled();
  // A day to come, so that there are messages before it.
  const day = new Date();
  day.setFullYear(day.getFullYear() + 1);
  const written = `${String(day.getFullYear())}-03-09`;
  fireEvent.change(box, { target: { value: written } });
  fireEvent.submit(box);
  const end = new Date(day.getFullYear(), 2, 10).getTime();
  // What was set stays, and all that is older follows.
  await waitFor(() => expect(lastFilter(program)).toMatchObject({ states: ["failed"], from_at: null, to_at: end, last_days: null }));
  expect(screen.getByRole("button", { name: `Take off: Until ${written}` })).toBeVisible();
  await waitFor(async () => expect(await grid()).toHaveFocus());
  expect(screen.queryByRole("button", { name: "Go to the day" })).not.toBeInTheDocument();
});
