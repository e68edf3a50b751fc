import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { ApproveResult } from "../../contract/ApproveResult";
import type { Client } from "../../contract/client";
import type { SendDraft } from "../../contract/SendDraft";
import type { SendPlan } from "../../contract/SendPlan";
import { account } from "../../dev/world/accounts";
import { plan, says, showDesk } from "../testing";
import { SendDesk } from "./index";

const linkaccount = account({ id: 4, vendor: "linkaccount", name: "验证码", signature: "总机", public_url: "" });
const abroad = account({ id: 6, vendor: "intl_sms", name: "International", signature: "" });
const bindings = account({ id: 7, vendor: "privacy_number", name: "司机" });
const words = { id: 11, account_id: 4, name: "Code", template_id: "11/0240 a", voice: false, text: "Your code is {1}.", variables: [{ placeholder: "{1}", name: "code" }] };
const spoken = { ...words, id: 12, name: "Order, read out", voice: true, text: "Your order {1} is here." };

interface Options {
  answer?: Partial<SendPlan>;
  accounts?: Awaited<ReturnType<Client["listAccounts"]>>;
  practice?: boolean;
  approve?: Client["approveSend"];
}

/** Shows the desk; returns the last draft it asked a plan for. */
function showSend({ answer = {}, accounts = [linkaccount], practice = false, approve = says<ApproveResult>({ result: "approved", job_id: 91 }) }: Options = {}) {
  const drafts: SendDraft[] = [];
  showDesk(<SendDesk />, {
    practice,
    api: {
      listAccounts: says(accounts),
      listTemplates: says([words, spoken]),
      approveSend: approve,
      planSend: (draft) => {
        drafts.push(draft);
        return Promise.resolve(plan({ messages_left: null, ...answer }));
      },
    },
  });
  return () => drafts.at(-1);
}

const radios = async () => (await screen.findAllByRole("radio")).map((radio) => radio.getAttribute("value"));
const box = (name: string | RegExp) => screen.findByRole("textbox", { name });
const enabled = (name: string) => waitFor(() => expect(screen.getByRole("button", { name })).toBeEnabled());

test("an account shows the ways it has, and only accounts that send are offered", async () => {
  showSend({ accounts: [bindings, linkaccount] });
  expect(await radios()).toEqual(["template", "voice"]);
  fireEvent.click(screen.getByRole("combobox", { name: "Vendor account" }));
  expect(await screen.findAllByRole("option")).toHaveLength(1);
});

test("where there is one way there is no choice", async () => {
  showSend({ accounts: [abroad] });
  await box("Content");
  expect(screen.queryByRole("radio")).not.toBeInTheDocument();
});

test("where no account can send it says what to do", async () => {
  showSend({ accounts: [bindings] });
  expect(await screen.findByRole("heading", { name: "No account here can send" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Add an account" })).toHaveAttribute("href", expect.stringContaining("/accounts/new"));
});

test("a template with its signature apart: the account's own, until another is written", async () => {
  const draft = showSend({ answer: { operations: 2, numbers: 5, blockers: ["signature_missing"] } });
  await waitFor(() => expect(draft()?.body).toEqual({ mode: "template", template_id: 11, signature: "总机" }));
  fireEvent.change(await box("Signature"), { target: { value: "" } });
  await waitFor(() => expect(draft()?.body).toMatchObject({ signature: "" }));
  expect((await screen.findAllByText("Write the signature as it is registered at the vendor.")).length).toBeGreaterThan(0);
  expect(screen.getByText("sign_name")).toBeVisible();
  expect(screen.getByText("Recipients with the same values go out together: 2 requests.")).toBeVisible();
});

test("a voice send offers voice templates only, counts calls and names them on its button", async () => {
  const approve = vi.fn<Client["approveSend"]>(says<ApproveResult>({ result: "approved", job_id: 91 }));
  const draft = showSend({ answer: { numbers: 3, segments_total: 3, operations: 3 }, approve });
  fireEvent.click(await screen.findByRole("radio", { name: "Voice" }));
  await waitFor(() => expect(draft()?.body).toEqual({ mode: "voice", template_id: 12 }));
  expect(screen.getByRole("heading", { name: "What will be read out" })).toBeVisible();
  expect(screen.getByText("3 calls")).toBeVisible();
  expect(screen.queryByText("Segments each")).not.toBeInTheDocument();
  expect(screen.getByText("The vendor takes 1 to 10 values per recipient.")).toBeVisible();
  await enabled("Call 3 numbers");
  fireEvent.click(screen.getByRole("button", { name: "Call 3 numbers" }));
  expect(await screen.findByText("Approved: 3 numbers are being called.")).toBeVisible();
  expect(approve).toHaveBeenCalledTimes(1);
});

test("practice calls say so", async () => {
  showSend({ answer: { numbers: 3 }, practice: true });
  fireEvent.click(await screen.findByRole("radio", { name: "Voice" }));
  await enabled("Make 3 practice calls");
});

test("names the character that decides the encoding, and leads to it", async () => {
  showSend({
    accounts: [abroad],
    answer: {
      characters: 12,
      encoding: { alphabet: "ucs2", character: "✓", position: 4, without_brackets: null },
      bad_line_count: 1,
      bad_lines: [{ line: 1, text: "13800000001", reason: "country_code_missing" }],
    },
  });
  fireEvent.change(await box("Content"), { target: { value: "😀ok✓ thanks" } });
  expect(await screen.findByText(/“✓” U\+2713, character 4, is not in GSM-7/)).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Show it" }));
  const content = (await box("Content")) as HTMLTextAreaElement;
  expect(content.value.slice(content.selectionStart, content.selectionEnd)).toBe("✓");
  expect(screen.getByText(/write \+, the country code, the number, as \+86 13800000001/)).toBeVisible();
});

test("tells what 【】 alone cost, and never rewrites the text by itself", async () => {
  const draft = showSend({
    accounts: [{ ...abroad, signature: "Acme" }],
    answer: {
      segments_each: 2,
      warnings: [{ kind: "brackets_cost" }],
      encoding: { alphabet: "ucs2", character: "【", position: 1, without_brackets: 1 },
    },
  });
  fireEvent.change(await box("Content"), { target: { value: "Hello" } });
  await waitFor(() => expect(draft()?.body).toMatchObject({ content: "Hello" }));
  expect(await screen.findByText("The 【】 alone make this 2 segments instead of 1: no other character needs UCS-2.")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Put 【Acme】 in front" }));
  expect(await box("Content")).toHaveValue("【Acme】Hello");
});

test("a scheduled send goes out by the vendor's clock, and says before its button that it cannot be taken back", async () => {
  const scheduled = { vendor_text: "20310131093000", zone: "Asia/Shanghai", at: Date.UTC(2031, 0, 31, 1, 30) };
  const draft = showSend({ accounts: [abroad], answer: { scheduled, warnings: [{ kind: "cannot_be_taken_back" }] } });
  fireEvent.click(await screen.findByRole("checkbox", { name: "Send at a set time" }));
  fireEvent.change(screen.getByLabelText("Date"), { target: { value: "2031-01-31" } });
  fireEvent.change(screen.getByLabelText("Time"), { target: { value: "09:30" } });
  expect(screen.getByText("by the clock of Asia/Shanghai")).toBeVisible();
  await waitFor(() => expect(draft()?.body).toMatchObject({ mode: "international", send_at: "2031-01-31T09:30:00" }));
  await enabled("Send 4 messages at 2031-01-31 09:30");
  const warning = screen.getByText(/A scheduled send cannot be taken back/);
  const button = screen.getByRole("button", { name: "Send 4 messages at 2031-01-31 09:30" });
  expect(warning.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  expect(screen.getByText(/09:30 \(Asia\/Shanghai\)/)).toBeVisible();
});

test("a time that the plan does not hold keeps the button shut: it would go out at once", async () => {
  const approve = vi.fn<Client["approveSend"]>();
  const draft = showSend({ accounts: [abroad], approve });
  fireEvent.click(await screen.findByRole("checkbox", { name: "Send at a set time" }));
  await waitFor(() => expect(draft()?.body).toMatchObject({ send_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/) as string }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Send to 4 numbers" })).toBeDisabled());
  fireEvent.keyDown(await box("Content"), { key: "Enter", ctrlKey: true });
  expect(approve).not.toHaveBeenCalled();
});

test("a preset is a time by the vendor's clock", async () => {
  const draft = showSend({ accounts: [abroad] });
  fireEvent.click(await screen.findByRole("checkbox", { name: "Send at a set time" }));
  const usual = within(screen.getByRole("group", { name: "Usual times" }));
  fireEvent.click(usual.getByRole("button", { name: /^Tomorrow/ }));
  await waitFor(() => expect(draft()?.body).toMatchObject({ send_at: expect.stringMatching(/T09:00:00$/) as string }));
});

test("what is optional stands under Advanced, with the vendor's own name of it and the URL that goes out", async () => {
  const draft = showSend({ answer: { callback_url: "https://push.example.com/cb/9f" } });
  fireEvent.click(await screen.findByRole("button", { name: "Advanced" }));
  expect(screen.getByText("extend")).toBeInTheDocument();
  expect(screen.getByText("status_callback_url")).toBeInTheDocument();
  expect(screen.getByText(/Without \{ \}\./)).toBeInTheDocument();
  expect(await screen.findByText("https://push.example.com/cb/9f")).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText("Callback URL for this send (optional)"), { target: { value: "https://other.example/cb" } });
  fireEvent.change(screen.getByLabelText("Text echoed by the vendor"), { target: { value: "A-1" } });
  await waitFor(() => expect(draft()).toMatchObject({ callback_url: "https://other.example/cb", echo: "A-1" }));
});

test("what an account has no box for does not go out", async () => {
  const draft = showSend({ accounts: [linkaccount, abroad] });
  fireEvent.click(await screen.findByRole("button", { name: "Advanced" }));
  fireEvent.change(screen.getByLabelText("Text echoed by the vendor"), { target: { value: "A-1" } });
  await waitFor(() => expect(draft()).toMatchObject({ echo: "A-1" }));
  fireEvent.click(screen.getByRole("combobox", { name: "Vendor account" }));
  fireEvent.click(await screen.findByRole("option", { name: /International/ }));
  await waitFor(() => expect(draft()).toMatchObject({ account_id: 6, echo: "", callback_url: "" }));
});
