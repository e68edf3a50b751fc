import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Link, Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import type { Client } from "../../contract/client";
import type { NumberItem } from "../../contract/NumberItem";
import type { NumberView } from "../../contract/NumberView";
import type { Problem } from "../../contract/Problem";
import { binding, busyWorld, fiveWorld, messageRow, reply, suppressed } from "../../dev/world";
import { useMessagesView, viewOf } from "../messages/view";
import { later, says, showDesk } from "../testing";
import { NumberPage } from "./index";

const view = (change: Partial<NumberView>): NumberView => ({ number_masked: "138****0001", is_x: false, suppressed: null, rows: [], next: null, ...change });
const message = (id: number, at: number): NumberItem => ({ at, what: { kind: "message", row: messageRow({ id, text: `text ${id}` }) } });

function Opened() {
  const { openId } = useMessagesView().value;
  return <p>story {openId}</p>;
}

/** Shows the page at an address; where it leads to is in `history`. */
function showNumber(path: string, api: Partial<Client> = {}, world = fiveWorld()) {
  const { hook, history } = memoryLocation({ path, record: true });
  const program = showDesk(
    <Router hook={hook}>
      <Route path="/number/:at/:which" component={NumberPage} />
      <Route path="/messages" component={Opened} />
    </Router>,
    { api, world },
  );
  return { program, history };
}

test("one timeline of everything with the number, day by day, masked until it is looked at", async () => {
  const { program } = showNumber("/number/message/40006");
  expect(await screen.findByRole("heading", { level: 1, name: "138****0001" })).toBeVisible();
  const timeline = within(await screen.findByRole("region", { name: "What happened with the number" }));
  expect(timeline.getByRole("heading", { name: "Today" })).toBeVisible();
  for (const kind of ["Message", "Call through an X number", "Short message through an X number", "Binding", "Number check"]) {
    expect(timeline.getAllByRole("img", { name: kind })[0]).toBeVisible();
  }
  expect(program.asked.some(({ command }) => command === "revealRef")).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Show the full number (this is recorded)" }));
  expect(await screen.findByRole("heading", { level: 1, name: "13812340001" })).toBeVisible();
  expect(screen.getByText("This look was recorded")).toBeVisible();
  expect(program.asked).toContainEqual({ command: "revealRef", request: { at: "message", id: 40_006 } });
});

test("an item opens its story in its own desk", async () => {
  const { history } = showNumber("/number/message/7", { numberView: says(view({ rows: [message(7, Date.now())] })) });
  fireEvent.click(await screen.findByRole("link", { name: /text 7/ }));
  expect(await screen.findByText("story 7")).toBeVisible();
  expect(history).toEqual(["/number/message/7", "/messages"]);
});

test("an item opened from here leaves the filter of its desk as the operator set it", async () => {
  const { hook } = memoryLocation({ path: "/set" });
  function Set() {
    const { memory } = useMessagesView();
    return (
      <Link href="/number/message/7" onClick={() => memory.write(viewOf({ operator: "李敏" }))}>
        to the number
      </Link>
    );
  }
  function Filtered() {
    const { filter, openId } = useMessagesView().value;
    return (
      <p>
        story {openId} among those of {filter.operator}
      </p>
    );
  }
  showDesk(
    <Router hook={hook}>
      <Route path="/set" component={Set} />
      <Route path="/number/:at/:which" component={NumberPage} />
      <Route path="/messages" component={Filtered} />
    </Router>,
    { api: { numberView: says(view({ rows: [message(7, Date.now())] })) }, world: fiveWorld() },
  );
  fireEvent.click(await screen.findByRole("link", { name: "to the number" }));
  fireEvent.click(await screen.findByRole("link", { name: /text 7/ }));
  expect(await screen.findByText("story 7 among those of 李敏")).toBeVisible();
});

test("every number of a call and of a binding leads to its own page", async () => {
  showNumber("/number/message/40006");
  const timeline = within(await screen.findByRole("region", { name: "What happened with the number" }));
  const paths = timeline.getAllByRole("link").map((link) => link.getAttribute("href"));
  for (const at of ["caller", "callee", "binding_a", "binding_b", "binding_x"]) expect(paths).toContainEqual(expect.stringMatching(`^/number/${at}/`));
});

test("earlier things come by the cursor, and the arrows lead from one to the next", async () => {
  const next = { message: 5, reply: 9, call: 1, binding: 1, check: 1 };
  const numberView = vi.fn<Client["numberView"]>(({ before }) =>
    Promise.resolve(before === null ? view({ rows: [message(5, Date.now())], next }) : view({ rows: [{ at: 86_400_000, what: { kind: "reply", row: reply({ id: 9, content: "TD" }) } }] })),
  );
  showNumber("/number/typed/13800000001", { numberView });
  fireEvent.click(await screen.findByRole("button", { name: "Show earlier" }));
  const older = await screen.findByRole("link", { name: /TD/ });
  expect(screen.getByRole("heading", { name: /^19(69|70)-\d\d-\d\d$/ })).toBeVisible();
  expect(numberView.mock.calls.map(([{ before }]) => before)).toEqual([null, next]);
  expect(screen.queryByRole("button", { name: "Show earlier" })).not.toBeInTheDocument();
  const first = screen.getByRole("link", { name: /text 5/ });
  first.focus();
  fireEvent.keyDown(first, { key: "ArrowDown" });
  expect(older).toHaveFocus();
});

test("a number somebody typed stands as they typed it, and one nothing happened with says so", async () => {
  showNumber("/number/typed/13899990000");
  expect(await screen.findByText("Nothing happened with this number yet")).toBeVisible();
  expect(screen.getByRole("heading", { level: 1, name: "13899990000" })).toBeVisible();
  expect(screen.queryByRole("button", { name: /Show the full number/ })).not.toBeInTheDocument();
});

test("a number can be put on the suppression list, with a reason, and says so from then on", async () => {
  const { program } = showNumber("/number/message/40000", {}, busyWorld());
  fireEvent.click(await screen.findByRole("button", { name: "Put on the suppression list…" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.change(dialog.getByRole("textbox", { name: "Why" }), { target: { value: "asked for it" } });
  fireEvent.click(dialog.getByRole("button", { name: "Put on the list" }));
  expect(await screen.findByText("On the suppression list since")).toBeVisible();
  expect(program.asked).toContainEqual({ command: "suppress", request: { of: { at: "message", id: 40_000 }, why: "asked for it" } });
  expect(screen.getByRole("link", { name: "Open the suppression list" })).toHaveAttribute("href", "/replies/suppressed");
});

test("what led to a number and is gone says what to do, and an address that names none leads to Messages", async () => {
  showNumber("/number/message/1");
  expect(await screen.findByText("This is not here any more")).toBeVisible();
});

test("a number that could not be read is not gone", async () => {
  const problem: Problem = { code: "database", message: "disk I/O error" };
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
  showNumber("/number/message/7", { numberView: () => Promise.reject(problem) });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
  expect(screen.queryByText("This is not here any more")).not.toBeInTheDocument();
});

test("an address that names no number leads to Messages", async () => {
  const { history } = showNumber("/number/constructor/1");
  await waitFor(() => expect(history.at(-1)).toBe("/messages"));
});

const x = { numberView: says(view({ number_masked: "17000000001", is_x: true })) };
const held = { binding: binding({ id: 3 }), from_at: new Date(2026, 0, 5, 13, 30).getTime(), to_at: new Date(2026, 0, 5, 15, 30).getTime(), certain: true };
const nobody = { x_number: "17000000001", held: [], ended_before: null, began_after: null };

async function ask(date: string, time: string) {
  fireEvent.change(await screen.findByLabelText("Day"), { target: { value: date } });
  fireEvent.change(screen.getByLabelText("Time"), { target: { value: time } });
}

test("tells who was behind an X number at a time, and that it is certain", async () => {
  const behindX = vi.fn<Client["behindX"]>(says({ ...nobody, held: [held] }));
  showNumber("/number/binding_x/3", { ...x, behindX });
  await ask("2026-01-05", "14:03");
  const at = new Date(2026, 0, 5, 14, 3).getTime();
  await waitFor(() => expect(behindX).toHaveBeenLastCalledWith({ x_number: "17000000001", at }));
  const answer = within(screen.getByRole("region", { name: "Who was behind this X number?" }));
  expect(await answer.findByText(/The vendor confirmed it/)).toHaveTextContent(
    /^At (2026-)?01-05 14:03:00 it was A 138\*\*\*\*0001 and B 139\*\*\*\*0002, bound from (2026-)?01-05 13:30:00 to (2026-)?01-05 15:30:00\. The vendor confirmed it\./,
  );
  expect(answer.getByRole("link", { name: "138****0001" })).toHaveAttribute("href", "/number/binding_a/3");
});

test("now is this moment, to the millisecond, and a time may be given to the second", async () => {
  const behindX = vi.fn<Client["behindX"]>(says(nobody));
  const before = Date.now();
  showNumber("/number/binding_x/3", { ...x, behindX });
  fireEvent.click(await screen.findByRole("button", { name: "Now" }));
  await waitFor(() => expect(behindX).toHaveBeenCalled());
  expect(behindX.mock.lastCall?.[0].at).toBeGreaterThanOrEqual(before);
  expect(screen.getByLabelText("Time")).toHaveAttribute("step", "1");
  await ask("2026-01-05", "14:03:27");
  await waitFor(() => expect(behindX.mock.lastCall?.[0].at).toBe(new Date(2026, 0, 5, 14, 3, 27).getTime()));
});

test("the answer of another time does not stand under a new one while that is asked for", async () => {
  const next = later<Awaited<ReturnType<Client["behindX"]>>>();
  const first = new Date(2026, 0, 5, 14, 3).getTime();
  showNumber("/number/binding_x/3", { ...x, behindX: ({ at }) => (at === first ? Promise.resolve({ ...nobody, held: [held] }) : next.promise) });
  await ask("2026-01-05", "14:03");
  expect(await screen.findByText(/The vendor confirmed it/)).toBeVisible();
  fireEvent.change(screen.getByLabelText("Time"), { target: { value: "18:00" } });
  await waitFor(() => expect(screen.queryByText(/The vendor confirmed it/)).not.toBeInTheDocument());
  next.keep(nobody);
  expect(await screen.findByText("Nobody, as far as is known here.")).toBeVisible();
});

test("a binding the vendor never confirmed is only perhaps behind it", async () => {
  showNumber("/number/binding_x/3", { ...x, behindX: says({ ...nobody, held: [{ ...held, certain: false, to_at: null, binding: binding({ kind: "xa" }) }] }) });
  await ask("2026-01-05", "14:03");
  const answer = await screen.findByText(/may have held X, and it may not/);
  expect(answer).toHaveTextContent(/^Perhaps, at .* whom everyone reached who called X, bound from .* on, and it still is\./);
});

test("when nobody held it, says so for what is known here, with the bindings around", async () => {
  showNumber("/number/binding_x/3", {
    ...x,
    behindX: says({ ...nobody, ended_before: binding({ id: 1 }), began_after: binding({ id: 2 }) }),
  });
  await ask("2026-01-05", "");
  expect(await screen.findByText("Set a day and a time.")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "2 h ago" }));
  expect(await screen.findByText("Nobody, as far as is known here.")).toBeVisible();
  expect(screen.getByText(/The last one before:/)).toBeVisible();
  expect(screen.getByText(/The next one after:/)).toBeVisible();
});

test("a number on the suppression list says by whom and why, and is taken off with a reason", async () => {
  const row = suppressed({ id: 9, number_masked: "138****0001", why: "asked on the phone", operator: "王芳" });
  const { program } = showNumber("/number/message/7", { numberView: says(view({ rows: [message(7, Date.now())], suppressed: row })), unsuppress: says([]) });
  expect(await screen.findByText("asked on the phone")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Take off the list…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Take 138****0001 off the suppression list?" }));
  fireEvent.click(dialog.getByRole("button", { name: "Take off the list" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("Please fill this in.");
  fireEvent.change(dialog.getByRole("textbox", { name: "Why" }), { target: { value: " asked in writing " } });
  fireEvent.click(dialog.getByRole("button", { name: "Take off the list" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(program.asked).toContainEqual({ command: "unsuppress", request: { id: 9, why: "asked in writing" } });
});

test("the timeline shows the kinds that are asked for, and says when there is nothing of them", async () => {
  const numberView = vi.fn<Client["numberView"]>(({ kinds }) => Promise.resolve(view({ rows: kinds.includes("call") && kinds.length === 1 ? [] : [message(7, Date.now())] })));
  showNumber("/number/message/7", { numberView });
  const kinds = within(await screen.findByRole("group", { name: "What is shown" }));
  expect(kinds.getByRole("button", { name: "Everything" })).toHaveAttribute("aria-pressed", "true");
  fireEvent.click(kinds.getByRole("button", { name: "Calls" }));
  expect(await screen.findByText("Nothing of this kind happened with this number.")).toBeVisible();
  fireEvent.click(kinds.getByRole("button", { name: "Messages" }));
  expect(await screen.findByRole("link", { name: /text 7/ })).toBeVisible();
  expect(numberView.mock.calls.map(([request]) => request.kinds)).toEqual([[], ["call"], ["message", "call"]]);
  fireEvent.click(kinds.getByRole("button", { name: "Everything" }));
  await waitFor(() => expect(kinds.getByRole("button", { name: "Calls" })).toHaveAttribute("aria-pressed", "false"));
});
