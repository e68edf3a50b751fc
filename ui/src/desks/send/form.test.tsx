import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { plan, says, showDesk } from "../testing";
import { SendDesk } from "./index";

const box = (name: string) => screen.findByRole("textbox", { name });
const ready = (name: string) => waitFor(() => expect(screen.getByRole("button", { name })).toBeEnabled());

test("the practice profile says so on its button", async () => {
  showDesk(<SendDesk />, { practice: true, api: { planSend: says(plan()) } });
  await ready("Send 4 practice messages");
});

test("one number is one number", async () => {
  showDesk(<SendDesk />, { api: { planSend: says(plan({ numbers: 1 })) } });
  await ready("Send to 1 number");
});

test("in Chinese", async () => {
  showDesk(<SendDesk />, { language: "zh-CN", practice: true, api: { planSend: says(plan()) } });
  await ready("模拟发送给 4 个号码");
  expect(screen.getByRole("heading", { level: 1, name: "发送" })).toBeVisible();
});

test("bad lines are listed with their line and reason, and a press leads to them", async () => {
  showDesk(<SendDesk />, {
    api: {
      planSend: says(
        plan({
          bad_line_count: 2,
          bad_lines: [
            { line: 2, text: "1380000", reason: "too_short" },
            { line: 3, text: "abc", reason: "not_a_number" },
          ],
        }),
      ),
    },
  });
  fireEvent.change(await box("Recipients"), { target: { value: "13800000001\n1380000\nabc" } });
  const list = await screen.findByRole("list", { name: "Lines that cannot be used" });
  expect(within(list).getAllByRole("button").map(({ textContent }) => textContent)).toEqual([
    "Line 2: too few digits1380000",
    "Line 3: not a numberabc",
  ]);
  fireEvent.click(within(list).getByRole("button", { name: /Line 2/ }));
  const recipients = (await box("Recipients")) as HTMLTextAreaElement;
  expect(recipients).toHaveFocus();
  expect(recipients.value.slice(recipients.selectionStart, recipients.selectionEnd)).toBe("1380000");
});

test("without an account there is one thing to do", async () => {
  showDesk(<SendDesk />, { api: { listAccounts: says([]) } });
  expect(await screen.findByRole("link", { name: "Add an account" })).toBeVisible();
});

test("a template send without a template leads to the accounts and cannot be approved", async () => {
  showDesk(<SendDesk />, { api: { listTemplates: says([]) } });
  fireEvent.click(await screen.findByRole("radio", { name: "Template" }));
  expect(await screen.findByText("This account has no template yet")).toBeVisible();
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
});
