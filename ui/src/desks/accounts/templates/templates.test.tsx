import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { capabilitiesOf } from "../../../dev/world/vendors";
import { says, showDesk } from "../../testing";
import { Templates } from "./Templates";

const spoken = { id: 12, account_id: 4, name: "Order", template_id: "210077", voice: true, text: "Your order {1} is here.", variables: [{ placeholder: "{1}", name: "order" }] };
const add = async () => fireEvent.click(await screen.findByRole("button", { name: "Add a template" }));
const write = (name: string, text: string) => fireEvent.change(screen.getByRole("textbox", { name }), { target: { value: text } });

test("where an account sends and calls, a template says which it is for; its id may be any text", async () => {
  const program = showDesk(<Templates accountId={4} can={capabilitiesOf("linkaccount")} />, { api: { listTemplates: says([]) } });
  await add();
  write("Name", "Order");
  write("Template id", "tpl-α 7/b");
  write("Text", "Your order {1} is here.");
  fireEvent.click(screen.getByRole("switch", { name: /oice/ }));
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(program.asked.find(({ command }) => command === "saveTemplate")?.request).toMatchObject({ template_id: "tpl-α 7/b", voice: true }),
  );
});

test("where an account only sends, nothing asks about calls", async () => {
  const program = showDesk(<Templates accountId={1} can={capabilitiesOf("lianjiang")} />, { api: { listTemplates: says([]) } });
  await add();
  expect(screen.queryByRole("switch")).not.toBeInTheDocument();
  write("Name", "Code");
  write("Template id", "TP1");
  write("Text", "Code {1}");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(program.asked.find(({ command }) => command === "saveTemplate")?.request).toMatchObject({ voice: false }));
});

test("a voice template is marked as one", async () => {
  showDesk(<Templates accountId={4} can={capabilitiesOf("linkaccount")} />, { api: { listTemplates: says([spoken]) } });
  expect(within(await screen.findByRole("article", { name: "Order" })).getByText("Voice")).toBeVisible();
});
