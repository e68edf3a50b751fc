import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { CheckDraft } from "../../../contract/CheckDraft";
import { fakeProgram, type FakeProgram } from "../../../dev/fakeProgram";
import { fiveWorld, numberCheck, type World } from "../../../dev/world";
import { showWindow } from "../../../test/show";
import { says } from "../../testing";

async function checksOf(program: FakeProgram = fakeProgram({ world: fiveWorld() })) {
  showWindow(program, { at: "/accounts/4/checks" });
  const drawer = within(await screen.findByRole("complementary"));
  await drawer.findByRole("button", { name: /^Check now/ });
  return { program, drawer };
}

const drafts = (program: FakeProgram) => program.asked.filter(({ command }) => command === "checkNumber").map(({ request }) => request as CheckDraft);

describe("a number check", () => {
  it("says that it costs, and asks for the check code where the carrier needs it", async () => {
    const { program, drawer } = await checksOf();
    expect(drawer.getByText(/Each check costs money/)).toBeVisible();
    await userEvent.type(drawer.getByRole("textbox", { name: "Token" }), "nm899e6f");
    await userEvent.click(drawer.getByRole("combobox", { name: "Carrier" }));
    await userEvent.click(await screen.findByRole("option", { name: "1 · China Telecom" }));
    expect(drawer.getByText(/China Telecom asks for it/)).toBeVisible();
    await userEvent.click(drawer.getByRole("button", { name: "Check now: 1 check" }));
    expect(await drawer.findByText("Please fill this in.")).toBeVisible();
    await waitFor(() => {
      expect(drawer.getByRole("textbox", { name: "Check code" })).toHaveFocus();
    });
    expect(program.world.checks).toHaveLength(5);
  });

  it("shows its number masked until it is revealed, and forgets the token", async () => {
    const { program, drawer } = await checksOf(fakeProgram({ world: { ...fiveWorld(), checks: [] } }));
    expect(await drawer.findByText(/^None yet/)).toBeVisible();
    await userEvent.type(drawer.getByRole("textbox", { name: "Token" }), "nm899e6f");
    await userEvent.click(drawer.getByRole("button", { name: "Check now: 1 check" }));
    const card = within(await drawer.findByRole("article", { name: "Which number is it?" }));
    expect(card.getByText("138****0001")).toBeVisible();
    await userEvent.click(card.getByRole("button", { name: "Show the whole number 138****0001" }));
    expect(await card.findByText("13812340001")).toBeVisible();
    expect(card.getByText("This look was recorded.")).toBeVisible();
    expect(drawer.getByRole("textbox", { name: "Token" })).toHaveValue("");
    expect(program.asked.filter(({ command }) => command === "revealCheckNumber")).toHaveLength(1);
  });

  it("of a number sends the number, and a new draft each time", async () => {
    const { program, drawer } = await checksOf();
    await userEvent.click(drawer.getByRole("radio", { name: "Is it this number?" }));
    for (const token of ["one", "two"]) {
      await userEvent.type(drawer.getByRole("textbox", { name: "Token" }), token);
      await userEvent.type(drawer.getByRole("textbox", { name: "Phone number" }), "13800138000");
      await userEvent.click(drawer.getByRole("button", { name: "Check now: 1 check" }));
      await waitFor(() => {
        expect(drawer.getByRole("textbox", { name: "Token" })).toHaveValue("");
      });
    }
    const [first, second] = drafts(program);
    expect(first).toMatchObject({ kind: "phone_verify", token: "one", number: "13800138000", auth_code: "", channel: "0", platform: "0" });
    expect(first?.draft_id).not.toBe(second?.draft_id);
  });

  it("whose outcome is unknown says so, and what not to do", async () => {
    const unknown = numberCheck({ id: 9, state: "unknown", number_masked: null, reason: { kind: "reply_timeout" } });
    const world: World = { ...fiveWorld(), checks: [] };
    const { drawer } = await checksOf(fakeProgram({ world, api: { checkNumber: says({ result: "made", check: unknown }) } }));
    await userEvent.type(drawer.getByRole("textbox", { name: "Token" }), "nm");
    await userEvent.click(drawer.getByRole("button", { name: "Check now: 1 check" }));
    const alert = await drawer.findByRole("alert");
    expect(alert).toHaveTextContent("Outcome unknown");
    expect(alert).toHaveTextContent("may have answered and charged, or not");
  });

  it("that was refused says why, who must act, and whether trying again can help", async () => {
    const { drawer } = await checksOf();
    const cards = await drawer.findAllByRole("article", { name: "Which number is it?" });
    const refused = cards.find((card) => card.textContent.includes("900012"));
    expect(refused).toHaveTextContent(/ · 900012/);
    expect(refused).toHaveTextContent("The vendor's own words: token失效");
    expect(refused).toHaveTextContent(/Trying again (later can help|unchanged does not help)\./);
  });

  it("is offered only where the vendor has one", async () => {
    showWindow(fakeProgram({ world: fiveWorld() }), { at: "/accounts/6/checks" });
    const drawer = within(await screen.findByRole("complementary"));
    expect((await drawer.findAllByRole("tab")).map((tab) => tab.textContent)).toEqual(["Account", "Pushes"]);
    expect(drawer.getByRole("button", { name: "Test connection" })).toBeVisible();
  });
});
