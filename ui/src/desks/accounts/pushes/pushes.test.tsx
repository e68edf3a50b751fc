import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { fakeProgram } from "../../../dev/fakeProgram";
import { fiveWorld, receiverOff, type World } from "../../../dev/world";
import { showWindow } from "../../../test/show";

async function pushesOf(account: number, change: Partial<World> = {}) {
  const program = fakeProgram({ world: { ...fiveWorld(), ...change } });
  showWindow(program, { at: `/accounts/${account}/pushes` });
  const drawer = within(await screen.findByRole("complementary"));
  return { program, drawer };
}

describe("pushes", () => {
  it("show the URL of each kind, the last push and how many came", async () => {
    const { drawer } = await pushesOf(4);
    const sms = within(await drawer.findByRole("article", { name: "SMS status" }));
    expect(sms.getByText(/^https:\/\/push\.example\.com\/push\//)).toBeVisible();
    expect(sms.getByText(/2 pushes · last/)).toBeVisible();
    expect(sms.getAllByRole("button", { name: "Copy" })).toHaveLength(2);
    expect(await drawer.findByText("The receiver listens on 127.0.0.1:18080.")).toBeVisible();
    expect(drawer.getByText(/the URL goes out with each send by itself/)).toBeVisible();
  });

  it("say what must stand in front, and that nothing has ever arrived", async () => {
    const { drawer } = await pushesOf(6, { pushes: [], receiver: receiverOff });
    expect(await drawer.findByText(/No push of this account has ever arrived here/)).toBeVisible();
    expect(drawer.getByText("The receiver is switched off: no push can arrive here.")).toBeVisible();
    expect(drawer.getByText(/https, that forwards to 127\.0\.0\.1:18080 on this computer and leaves the path unchanged/)).toBeVisible();
    expect(drawer.getByText(/Give the vendor the URL above/)).toBeVisible();
    expect(drawer.getByText("None without the public URL of this desk.")).toBeVisible();
  });

  it("can be pasted by hand, and lead to what they changed", async () => {
    const { program, drawer } = await pushesOf(7);
    await userEvent.click(await drawer.findByRole("textbox", { name: "Body" }));
    await userEvent.paste("taskid=1&result=answered");
    await userEvent.click(drawer.getByRole("button", { name: "Take it in" }));
    expect(await drawer.findByText("1 item in it:")).toBeVisible();
    expect(drawer.getByRole("link", { name: "Show the binding" })).toHaveAttribute("href", "#/privacy");
    expect(program.asked).toContainEqual({ command: "pastePush", request: { account_id: 7, kind: "call_record", body: "taskid=1&result=answered" } });
    expect(drawer.getByRole("textbox", { name: "Body" })).toHaveValue("");
  });

  it("that cannot be read say so", async () => {
    const { drawer } = await pushesOf(4);
    await userEvent.click(await drawer.findByRole("textbox", { name: "Body" }));
    await userEvent.paste("<html>");
    await userEvent.click(drawer.getByRole("button", { name: "Take it in" }));
    expect(await drawer.findByText(/could not be read and is kept aside/)).toBeVisible();
  });
});

describe("the receiver", () => {
  it("is off until it is switched on, on a port that can be chosen", async () => {
    const program = fakeProgram({ world: { ...fiveWorld(), receiver: receiverOff } });
    showWindow(program, { at: "/settings" });
    const on = await screen.findByRole("switch", { name: /^Receive pushes on this computer/ });
    expect(on).not.toBeChecked();
    await userEvent.click(on);
    await waitFor(() => {
      expect(program.world.receiver).toMatchObject({ enabled: true, port: 18_080, listening: true });
    });
    expect(await screen.findByText("Listening on 127.0.0.1:18080.")).toBeVisible();
  });

  it("says when its port is taken, and what to do", async () => {
    const program = fakeProgram({ world: fiveWorld() });
    showWindow(program, { at: "/settings" });
    const port = await screen.findByRole("textbox", { name: "Port" });
    await userEvent.clear(port);
    await userEvent.type(port, "80");
    expect(screen.getByRole("button", { name: "Change the port" })).toBeDisabled();
    await userEvent.type(port, "80");
    await userEvent.click(screen.getByRole("button", { name: "Change the port" }));
    expect(await screen.findByRole("alert", { name: "This port is taken by another program." })).toHaveTextContent("Choose another port");
  });
});
