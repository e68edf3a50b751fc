import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { Client } from "../../contract/client";
import type { ExportList } from "../../contract/ExportList";
import { everything } from "../messages/filter/filter";
import { says, showDesk } from "../testing";
import { ExportButton } from "./ExportButton";
import { columns } from "./headings";

const list: ExportList = { list: "messages", filter: { ...everything, states: ["failed"] } };

async function dialog(name: string, button: string) {
  fireEvent.click(await screen.findByRole("button", { name: button }));
  return within(await screen.findByRole("dialog", { name }));
}

test("exports what is filtered, masked unless asked otherwise, and says that it is recorded", async () => {
  const program = showDesk(<ExportButton list={list} />);
  const asked = await dialog("Export these messages", "Export…");
  expect(asked.getByRole("radio", { name: /^Masked/ })).toBeChecked();
  expect(asked.getByText("It is recorded who exported what, and when.")).toBeVisible();
  expect(asked.queryByRole("alert")).not.toBeInTheDocument();
  fireEvent.click(asked.getByRole("radio", { name: /^Text \(CSV\)/ }));
  fireEvent.click(asked.getByRole("button", { name: "Choose where to save…" }));
  expect(await screen.findByText("The export runs")).toBeVisible();
  const { request } = program.asked.find(({ command }) => command === "startExport") ?? {};
  expect(request).toMatchObject({ list, format: "csv", full_numbers: false });
  expect(request).toMatchObject({ headings: { "state.unknown": "Outcome unknown", "reason.connection_cut": "connection cut off", "vendor.lianjiang": "Lianjiang", "mode.voice": "Call", "decided_by_hand.yes": "yes" } });
  expect(Object.keys((request as { headings: object }).headings)).toEqual(expect.arrayContaining(columns.messages));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("full numbers are warned of first, and headings are in the window's language", async () => {
  const startExport = vi.fn<Client["startExport"]>(says({ result: "started", id: 1 }));
  showDesk(<ExportButton list={list} />, { language: "zh-CN", api: { startExport } });
  const asked = await dialog("导出这些消息", "导出…");
  fireEvent.click(asked.getByRole("radio", { name: /^完整号码/ }));
  expect(await asked.findByRole("alert", { name: "此操作将被记录" })).toBeVisible();
  fireEvent.click(asked.getByRole("button", { name: "选择保存位置…" }));
  await waitFor(() => expect(startExport).toHaveBeenCalledTimes(1));
  expect(startExport.mock.calls[0]?.[0]).toMatchObject({ format: "xlsx", full_numbers: true, headings: { number: "号码", segments: "计费条数", "state.not_sent": "未提交" } });
});

test("closing the system's own dialog leaves this one as it is", async () => {
  showDesk(<ExportButton list={list} />, { api: { startExport: says({ result: "closed" }) } });
  const asked = await dialog("Export these messages", "Export…");
  fireEvent.click(asked.getByRole("radio", { name: /^In full/ }));
  const button = asked.getByRole("button", { name: "Choose where to save…" });
  fireEvent.click(button);
  await waitFor(() => expect(button).toBeEnabled());
  expect(asked.getByRole("radio", { name: /^In full/ })).toBeChecked();
  expect(screen.queryByText("The export runs")).not.toBeInTheDocument();
});
