import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { Reply } from "../../contract/Reply";
import { says, showDesk } from "../testing";
import { RepliesDesk } from "./index";

const reply = (change: Partial<Reply>): Reply => ({
  id: 1,
  number_masked: "139****7731",
  vendor: "lianjiang",
  account_name: "客服",
  content: "TD",
  vendor_time: "2018-06-13 00:11:08",
  extension: "",
  received_at: Date.now(),
  message_id: null,
  ...change,
});

test("older replies come by cursor, a long one is folded, and a look at a number is recorded", async () => {
  const long = "收到".repeat(5_000);
  const program = showDesk(<RepliesDesk />, {
    api: {
      listReplies: ({ before }) =>
        Promise.resolve(
          before === null
            ? { rows: [reply({ id: 9, content: long, extension: "0812", message_id: 4 })], next: 9 }
            : { rows: [reply({ id: 2 })], next: null },
        ),
      revealReplyNumber: says("13912347731"),
    },
  });
  const first = within((await screen.findAllByRole("listitem"))[0] as HTMLElement);
  expect(first.getByText("Vendor's time 2018-06-13 00:11:08 (Beijing)")).toBeVisible();
  expect(first.getByText("To extension 0812")).toBeVisible();
  expect(first.getByRole("link", { name: "Last message to this number" })).toBeVisible();
  const unfold = first.getByRole("button", { name: "Show all 10,000 characters" });
  expect(unfold).toHaveAttribute("aria-expanded", "false");
  fireEvent.click(unfold);
  expect(first.getByRole("button", { name: "Show less" })).toHaveAttribute("aria-expanded", "true");

  fireEvent.click(first.getByRole("button", { name: "Show the full number of 139****7731 (this is recorded)" }));
  expect(await first.findByText("13912347731")).toBeVisible();
  expect(first.getByText("That you looked is recorded.")).toBeVisible();

  fireEvent.click(screen.getByRole("button", { name: "Show older replies" }));
  expect(await screen.findByText("TD")).toBeVisible();
  expect(program.asked.filter(({ command }) => command === "listReplies").map(({ request }) => request)).toEqual([
    { before: null, limit: 50 },
    { before: 9, limit: 50 },
  ]);
});

test("without a reply it says where replies come from", async () => {
  showDesk(<RepliesDesk />, { practice: true, language: "zh-CN" });
  expect(await screen.findByRole("heading", { name: "还没有回复" })).toBeVisible();
});
