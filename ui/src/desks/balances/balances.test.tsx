import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { showDesk } from "../testing";
import { BalancesDesk } from "./index";

test("each account tells what is left, or why that is not known and what to do", async () => {
  const program = showDesk(<BalancesDesk />);
  const cards = await screen.findAllByRole("listitem");
  expect(cards).toHaveLength(3);
  const [known, failing, off] = cards.map((card) => within(card));
  expect(known?.getByText("18,204")).toBeVisible();
  expect(failing?.getByRole("alert")).toHaveTextContent("The last question failed: this computer's address is not allowed · 40003");
  expect(off?.getByText("Not known yet")).toBeVisible();
  expect(screen.getByText("Balances are not watched while this computer is off.")).toBeVisible();

  fireEvent.click(screen.getByRole("button", { name: "Refresh the balance of 客服" }));
  await waitFor(() => expect(program.asked).toContainEqual({ command: "refreshBalance", request: 1 }));
});
