import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";

import type { Client } from "../../contract/client";
import type { MessageQuery } from "../../contract/MessageQuery";
import { messageRow } from "../../dev/world";
import { says, showDesk } from "../testing";
import { MessagesDesk } from "./index";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Messages" });
const row = (number: string) => screen.findByRole("row", { name: new RegExp(number.replaceAll("*", "\\*")) });
const drawer = () => screen.findByRole("complementary", { name: "Story of the message" });
const noDrawer = () => expect(screen.queryByRole("complementary", { name: "Story of the message" })).not.toBeInTheDocument();

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
    return Promise.resolve({ rows, next, total: before === null ? 20 : null });
  });
  showDesk(<MessagesDesk />, { api: { listMessages: pages } });
  await row("138****0001");
  expect(pages.mock.calls.map(([{ before }]) => before)).toEqual([null, 11]);
  expect(screen.getByText("20 messages")).toBeVisible();
});

test("filters by state, and clears a filter that finds nothing", async () => {
  const asked: MessageQuery[] = [];
  showDesk(<MessagesDesk />, {
    api: {
      listMessages: (query) => {
        asked.push(query);
        const rows = query.states.length === 0 ? [messageRow()] : [];
        return Promise.resolve({ rows, next: null, total: rows.length });
      },
    },
  });
  await row("138****0001");
  const chip = screen.getByRole("button", { name: /^Not submitted/ });
  fireEvent.click(chip);
  expect(await screen.findByText("No message fits")).toBeVisible();
  expect(chip).toHaveAttribute("aria-pressed", "true");
  expect(asked.at(-1)?.states).toEqual(["not_sent", "rejected"]);
  fireEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  await row("138****0001");
});

test("with nothing sent yet it leads to Send", async () => {
  showDesk(<MessagesDesk />, { practice: true });
  expect(await screen.findByRole("link", { name: "Send a message" })).toBeVisible();
});

test("a change refreshes the list and keeps the selection", async () => {
  let first = messageRow({ id: 5, number_masked: "138****0005", state: "accepted" });
  let rows = [first];
  const program = showDesk(<MessagesDesk />, { api: { listMessages: () => Promise.resolve({ rows, next: null, total: rows.length }) } });
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
  showDesk(<MessagesDesk />, { api: { listMessages: says({ rows, next: null, total: 3 }) } });
  const call = within(await row("138****0009"));
  expect(call.getByRole("img", { name: "Call" })).toBeVisible();
  expect(call.getByText("1 call")).toBeVisible();
  const abroad = await row("4479****0008");
  expect(within(abroad).getByRole("img", { name: "International" })).toBeVisible();
  expect(abroad).toHaveTextContent(/scheduled for \d\d/);
  expect(await row("138****0007")).toHaveTextContent("submitted; this account gets no reports here");
});
