import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, test } from "vitest";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import type { Problem } from "../../../contract/Problem";
import type { SuppressResult } from "../../../contract/SuppressResult";
import { suppressed } from "../../../dev/world";
import { says, showDesk } from "../../testing";
import { useRepliesView } from "../view";
import { SuppressionList } from "./SuppressionList";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

function OpenConversation() {
  const { openId, show } = useRepliesView().value;
  return (
    <p>
      conversation {openId} of {show}
    </p>
  );
}

const row = (number: string) => screen.findByRole("row", { name: new RegExp(number.replaceAll("*", "\\*")) });
const write = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });

test("tells who put a number on it and why, and takes it off only with a reason", async () => {
  const program = showDesk(<SuppressionList />);
  expect(await screen.findByText("3 numbers")).toBeVisible();
  fireEvent.click(await row("138****0007"));
  const story = within(await screen.findByRole("complementary", { name: "A number on the suppression list" }));
  expect(story.getByText("投诉：不再接收任何短信")).toBeVisible();
  expect(story.getByText("王芳")).toBeVisible();

  fireEvent.click(story.getByRole("button", { name: "Take off the list" }));
  expect(await story.findByRole("alert")).toHaveTextContent("Please fill this in.");
  expect(program.asked.map(({ command }) => command)).not.toContain("unsuppress");

  write(story.getByRole("textbox", { name: "Why" }), " 客户书面要求 ");
  fireEvent.click(story.getByRole("button", { name: "Take off the list" }));
  expect(await screen.findByText("2 numbers")).toBeVisible();
  expect(screen.queryByText("138****0007")).not.toBeInTheDocument();
  expect(program.asked).toContainEqual({ command: "unsuppress", request: { id: 2, why: "客户书面要求" } });
  expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
});

test("the reply that asked for it leads to its conversation, as long as that is here", async () => {
  const rows = [suppressed({ id: 3, reply_id: 591, conversation_id: 4 }), suppressed({ id: 2, number_masked: "138****0007", reply_id: 17 })];
  const { hook, history } = memoryLocation({ path: "/replies/suppressed", record: true });
  showDesk(
    <Router hook={hook}>
      <Route path="/replies/suppressed" component={SuppressionList} />
      <Route path="/replies" component={OpenConversation} />
    </Router>,
    { api: { listSuppressed: says({ rows, next: null, total: 2 }) } },
  );
  fireEvent.click(await row("138****0007"));
  expect(await screen.findByText("a reply of the customer, which was removed since")).toBeVisible();
  fireEvent.click(await row("139****7719"));
  fireEvent.click(await screen.findByRole("link", { name: "a reply of the customer" }));
  expect(await screen.findByText("conversation 4 of all")).toBeVisible();
  expect(history.at(-1)).toBe("/replies");
});

test("a typed number is put on it with a reason, and what is wrong is said at its box", async () => {
  const answers: SuppressResult[] = [
    { result: "invalid", problems: [{ field: "of", reason: "not_a_number" }] },
    { result: "listed", id: 9 },
  ];
  const program = showDesk(<SuppressionList />, { api: { suppress: async () => answers.shift() ?? { result: "listed", id: 9 } } });
  fireEvent.click(await screen.findByRole("button", { name: "Add a number…" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("button", { name: "Put on the list" }));
  expect(await dialog.findAllByRole("alert")).toHaveLength(2);
  expect(program.asked.map(({ command }) => command)).not.toContain("suppress");

  write(dialog.getByRole("textbox", { name: "Number" }), "hello");
  write(dialog.getByRole("textbox", { name: "Why" }), "来电要求");
  fireEvent.click(dialog.getByRole("button", { name: "Put on the list" }));
  expect(await dialog.findByText("This is not a phone number that can be used here.")).toBeVisible();
  expect(dialog.getByRole("textbox", { name: "Number" })).toBeInvalid();

  write(dialog.getByRole("textbox", { name: "Number" }), "13800000009");
  fireEvent.click(dialog.getByRole("button", { name: "Put on the list" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(program.asked.filter(({ command }) => command === "suppress").at(-1)?.request).toEqual({
    of: { at: "typed", digits: "13800000009" },
    why: "来电要求",
  });
});

test("is searched by digits, and says when none fits", async () => {
  const program = showDesk(<SuppressionList />, {
    api: {
      listSuppressed: async ({ search }) => (search === "" ? { rows: [suppressed()], next: null, total: 1 } : { rows: [], next: null, total: 0 }),
    },
  });
  await row("139****7719");
  write(screen.getByRole("searchbox", { name: "Search the suppression list" }), " 0007 ");
  expect(await screen.findByRole("heading", { name: "No number on the list fits" })).toBeVisible();
  expect(program.asked.at(-1)).toEqual({ command: "listSuppressed", request: { search: "0007", before: null, limit: 100 } });
});

test("what the search finds is exported, by the keyboard", async () => {
  const program = showDesk(<SuppressionList />);
  await row("138****0007");
  write(screen.getByRole("searchbox", { name: "Search the suppression list" }), "0007");
  await waitFor(() => expect(program.asked.at(-1)?.request).toMatchObject({ search: "0007" }));
  const button = screen.getByRole("button", { name: "Export…" });
  for (let tabs = 0; tabs < 30 && document.activeElement !== button; tabs += 1) await userEvent.tab();
  expect(button).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Export the suppression list" })).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Choose where to save…" }));
  await waitFor(() =>
    expect(program.asked.find(({ command }) => command === "startExport")?.request).toMatchObject({
      list: { list: "suppression", query: { search: "0007" } },
      full_numbers: false,
      headings: { number: "Number", why: "Why", suppressed_by: "Put there by", suppressed_at: "Since", "asked_by_reply.no": "no" },
    }),
  );
});

test("empty it says what it is for", async () => {
  showDesk(<SuppressionList />, { language: "zh-CN", api: { listSuppressed: says({ rows: [], next: null, total: 0 }) } });
  expect(await screen.findByRole("heading", { name: "禁发名单中没有号码" })).toBeVisible();
});

test("a list that could not be had does not say that nobody is on it", async () => {
  const problem: Problem = { code: "database", message: "disk I/O error" };
  let broken = true;
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
  showDesk(<SuppressionList />, { api: { listSuppressed: () => (broken ? Promise.reject(problem) : Promise.resolve({ rows: [suppressed({ id: 1 })], next: null, total: 1 })) } });
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(screen.queryByText("No number is on the suppression list")).not.toBeInTheDocument();
  broken = false;
  fireEvent.click(again);
  expect(await screen.findByText("1 number")).toBeVisible();
});
