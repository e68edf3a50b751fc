import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";

import { Dialog } from "../desks/Dialog";
import { fakeProgram } from "../dev/fakeProgram";
import { busyWorld } from "../dev/world";
import { show, showWindow } from "../test/show";
import { useFocusKept } from "./useFocusKept";

function Lines() {
  const [lines, keep] = useState(["a", "b", "c"]);
  useFocusKept();
  return (
    <main id="main" tabIndex={-1}>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <button onClick={() => keep(lines.filter((one) => one !== line))}>delete {line}</button>
          </li>
        ))}
      </ul>
    </main>
  );
}

test("the keyboard goes on at the neighbour of a line that was deleted, and in the page after the last", async () => {
  show(<Lines />, fakeProgram());
  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));
  await press("delete b");
  await waitFor(() => expect(screen.getByRole("button", { name: "delete c" })).toHaveFocus());
  await press("delete c");
  await waitFor(() => expect(screen.getByRole("button", { name: "delete a" })).toHaveFocus());
  await press("delete a");
  await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
});

function Asking() {
  const [asking, ask] = useState(false);
  return (
    <>
      <button onClick={() => ask(true)}>Ask</button>
      {asking && (
        <Dialog opened title="Sure?" onClose={() => ask(false)}>
          <button onClick={() => ask(false)}>No</button>
        </Dialog>
      )}
    </>
  );
}

test("a dialog that exists only while it is open gives the keyboard back", async () => {
  show(<Asking />, fakeProgram());
  const button = screen.getByRole("button", { name: "Ask" });
  await userEvent.click(button);
  const no = within(await screen.findByRole("dialog")).getByRole("button", { name: "No" });
  no.focus();
  await userEvent.click(no);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(button).toHaveFocus();
});

test("a filter that was saved under a name gives the keyboard back to the list of them", async () => {
  showWindow(fakeProgram({ world: busyWorld() }), { at: "/messages" });
  fireEvent.click(await screen.findByRole("button", { name: /^Not submitted/ }));
  const saved = screen.getByRole("button", { name: "Saved filters" });
  await userEvent.click(saved);
  await userEvent.click(await screen.findByRole("button", { name: "Save this filter…" }));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(saved).toHaveFocus());
});
