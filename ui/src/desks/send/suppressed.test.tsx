import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { plan, says, showDesk } from "../testing";
import { SendDesk } from "./index";

test("numbers on the suppression list are named as skipped, with their lines and the way to the list", async () => {
  showDesk(<SendDesk />, { api: { planSend: says(plan({ numbers: 1, suppressed: 3, suppressed_lines: [2, 3, 5] })) } });
  const box = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Recipients" });
  fireEvent.change(box, { target: { value: "13800000001\n13800000002\n13800000003\n\n13800000005" } });
  expect(await screen.findByText("3 numbers skipped: on the suppression list.")).toBeVisible();
  expect(screen.getByRole("link", { name: "Open the list" })).toHaveAttribute("href", "/replies/suppressed");
  fireEvent.click(screen.getByRole("button", { name: "Line 3" }));
  expect(box).toHaveFocus();
  expect(box.value.slice(box.selectionStart, box.selectionEnd)).toBe("13800000003");
});
