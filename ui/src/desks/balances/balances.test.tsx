import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import type { Balance } from "../../contract/Balance";
import { balance } from "../../dev/world/balances";
import { says, showDesk } from "../testing";
import { decimal } from "./amount";
import { BalancesDesk } from "./index";

const cards = async () => (await screen.findAllByRole("listitem")).map((card) => within(card));
const showing = (...balances: Balance[]) => showDesk(<BalancesDesk />, { api: { listBalances: says(balances) } });

test("each account tells what is left, or why that is not known and what to do", async () => {
  const program = showDesk(<BalancesDesk />);
  const [known, failing, off] = await cards();
  expect(known?.getByText("18,204")).toBeVisible();
  expect(known?.getByText(/3 min old/)).toBeVisible();
  expect(failing?.getByRole("alert")).toHaveTextContent("The last question failed:");
  expect(failing?.getByRole("alert")).toHaveTextContent("40003");
  expect(off?.getByText("Not known yet")).toBeVisible();
  expect(screen.getByText("Balances are not watched while this computer is off.")).toBeVisible();

  fireEvent.click(screen.getByRole("button", { name: "Refresh the balance of 客服" }));
  await waitFor(() => expect(program.asked).toContainEqual({ command: "refreshBalance", request: 1 }));
});

describe("each vendor's own unit", () => {
  test("money, to the last figure", async () => {
    showing(balance({ unit: "money", amount: { unit: "money", amount: "-12345678.2475", currency_name: "人民币", currency_code: "CNY" }, low: true }));
    const [card] = await cards();
    expect(card?.getByText("-12,345,678.2475")).toBeVisible();
    expect(card?.getByText("CNY")).toHaveAttribute("title", "人民币");
    expect(card?.getByText("Low")).toBeVisible();
  });

  test("an account in yuan, with what the vendor tells of it", async () => {
    showing(
      balance({ unit: "account", amount: { unit: "account", balance: "1284.5", overdraft: "500", state: 2, role: "developer", created_at: 1_700_000_000_000, updated_at: null } }),
    );
    const [card] = await cards();
    expect(card?.getByText("1,284.5")).toBeVisible();
    expect(card?.getByText("500 yuan")).toBeVisible();
    expect(card?.getByText("Suspended")).toBeVisible();
    expect(card?.getByText("developer")).toBeVisible();
    expect(card?.queryByText("Business last changed")).not.toBeInTheDocument();
  });

  test("a state nobody wrote down is shown as it came", async () => {
    showing(balance({ unit: "account", amount: { unit: "account", balance: null, overdraft: null, state: 9, role: null, created_at: null, updated_at: null } }));
    const [card] = await cards();
    expect(card?.getByText("9 (meaning not known)")).toBeVisible();
    expect(card?.getByText("Not known yet")).toBeVisible();
  });

  test("not offered: why, and when the money was last said to be out", async () => {
    showing(balance({ unit: "not_offered", amount: null, at: null, low: true, out_of_money_at: Date.now() }));
    const [card] = await cards();
    expect(card?.getByText("No balance to ask for")).toBeVisible();
    expect(card?.getByText(/The vendor last said so:/)).toBeVisible();
    expect(card?.queryByRole("button")).not.toBeInTheDocument();
  });
});

test("a threshold is decimal text in the account's unit, and can be taken away", async () => {
  const program = showing(balance());
  fireEvent.click(await screen.findByRole("button", { name: "Set a threshold for 客服" }));
  const box = screen.getByRole("textbox", { name: "Tell me below" });
  expect(box).toHaveFocus();
  fireEvent.change(box, { target: { value: "plenty" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).not.toBeEmptyDOMElement();
  fireEvent.change(box, { target: { value: " 500 " } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(program.asked).toContainEqual({ command: "setThreshold", request: { account_id: 1, threshold: "500" } }));
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Tell me below" })).not.toBeInTheDocument());
});

test("a threshold that is set can be taken away", async () => {
  const program = showing(balance({ threshold: "1500" }));
  expect(await screen.findByText("Tell me below 1,500")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Change the threshold of 客服" }));
  fireEvent.click(screen.getByRole("button", { name: "Take it away" }));
  await waitFor(() => expect(program.asked).toContainEqual({ command: "setThreshold", request: { account_id: 1, threshold: null } }));
});

test("decimal text keeps every figure", () => {
  expect(["0", "0012.50", "1000", "1000.0", "0.0", "1.00", "12345678901234567890.0001", "-3.5", "about 5", ""].map(decimal)).toEqual([
    "0",
    "12.50",
    "1,000",
    "1,000",
    "0",
    "1.00",
    "12,345,678,901,234,567,890.0001",
    "-3.5",
    "about 5",
    "",
  ]);
});
