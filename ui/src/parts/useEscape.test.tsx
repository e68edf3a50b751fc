import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { flushSync } from "react-dom";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import { MessagesDesk } from "../desks/messages";
import { NumberPage } from "../desks/number";
import { showDesk } from "../desks/testing";
import { fiveWorld, messageRow } from "../dev/world";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 300 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

// In a browser, what a listener of the window changed is drawn before the next listener hears of the key: a dialog that
// closed is gone by then. Events of a test keep the stack busy, so that it has to be drawn by hand.
const draw = () => flushSync(() => undefined);
beforeEach(() => document.addEventListener("keydown", draw, { capture: true }));
afterEach(() => document.removeEventListener("keydown", draw, { capture: true }));

function escape() {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape", code: "Escape" });
}

const drawer = () => screen.queryByRole("complementary", { name: "Story of the message" });

/** Opens the story of a message in doubt. */
async function openStory() {
  showDesk(<MessagesDesk />, { world: { ...fiveWorld(), messages: [messageRow({ id: 7, number_masked: "139****7731", state: "unknown" })] } });
  const row = (await screen.findByText("139****7731")).closest<HTMLElement>("[role=row]");
  fireEvent.click(row ?? document.body);
}

test("one Escape closes the dialog alone, the next the drawer under it", async () => {
  await openStory();
  const decide = await screen.findByRole("button", { name: "Decide by hand…" });
  // As a press does in a browser: the dialog gives the keyboard back to it.
  decide.focus();
  fireEvent.click(decide);
  const cancel = within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" });
  cancel.focus();
  escape();
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(drawer()).toBeInTheDocument();
  escape();
  expect(drawer()).not.toBeInTheDocument();
});

test("one Escape closes the panel of the filter and leaves the drawer", async () => {
  await openStory();
  expect(await screen.findByRole("complementary", { name: "Story of the message" })).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Filter" }));
  const panel = await screen.findByRole("dialog");
  within(panel).getAllByRole("button")[0]?.focus();
  escape();
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(drawer()).toBeInTheDocument();
});

test("one Escape closes the export of a number and stays at its page", async () => {
  const back = vi.spyOn(window.history, "back").mockImplementation(() => undefined);
  const { hook } = memoryLocation({ path: "/number/message/40006" });
  showDesk(
    <Router hook={hook}>
      <Route path="/number/:at/:which" component={NumberPage} />
    </Router>,
    { world: fiveWorld() },
  );
  fireEvent.click(await screen.findByRole("button", { name: /^Export/ }));
  within(await screen.findByRole("dialog")).getAllByRole("button")[0]?.focus();
  escape();
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(back).not.toHaveBeenCalled();
  escape();
  expect(back).toHaveBeenCalledOnce();
  back.mockRestore();
});
