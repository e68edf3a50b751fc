import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";

import type { ApproveResult } from "../../contract/ApproveResult";
import type { Client } from "../../contract/client";
import type { SendDraft } from "../../contract/SendDraft";
import type { SendPlan } from "../../contract/SendPlan";
import { later, plan, says, showDesk } from "../testing";
import { SendDesk } from "./index";

const approved: ApproveResult = { result: "approved", job_id: 91 };

const box = (name: string) => screen.findByRole("textbox", { name });
async function write(name: string, text: string): Promise<void> {
  fireEvent.change(await box(name), { target: { value: text } });
}
const sendButton = (name = "Send to 4 numbers") => screen.getByRole("button", { name });
const ready = (name?: string) =>
  waitFor(() => {
    expect(sendButton(name)).toBeEnabled();
    return sendButton(name);
  });
const ctrlEnter = async () => fireEvent.keyDown(await box("Content"), { key: "Enter", ctrlKey: true });

test("the button follows the plan, and only the plan for what stands in the boxes", async () => {
  const answers: { draft: SendDraft; keep: (plan: SendPlan) => void }[] = [];
  showDesk(<SendDesk />, {
    api: {
      planSend: (draft) => {
        const { promise, keep } = later<SendPlan>();
        answers.push({ draft, keep });
        return promise;
      },
    },
  });
  await write("Recipients", "13800000001");
  await write("Content", "first");
  await waitFor(() => expect(answers.at(-1)?.draft.body).toMatchObject({ content: "first" }));
  const first = answers.at(-1);
  await write("Content", "second");
  await waitFor(() => expect(answers.at(-1)?.draft.body).toMatchObject({ content: "second" }));

  // The answer to what no longer stands there comes late and changes nothing.
  first?.keep(plan({ numbers: 9 }));
  expect(screen.queryByRole("button", { name: "Send to 9 numbers" })).not.toBeInTheDocument();

  answers.at(-1)?.keep(plan());
  await ready();

  await write("Content", "third");
  expect(sendButton()).toBeDisabled();
  await write("Content", "second");
  expect(sendButton()).toBeEnabled();
});

test("a blocker keeps the button shut and says why", async () => {
  const approveSend = vi.fn<Client["approveSend"]>(says(approved));
  showDesk(<SendDesk />, { api: { planSend: says(plan({ blockers: ["account_paused"] })), approveSend } });
  await write("Content", "text");
  expect(await screen.findByText(/This account is paused/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to Vendor accounts" })).toBeVisible();
  expect(sendButton()).toBeDisabled();
  await ctrlEnter();
  expect(approveSend).not.toHaveBeenCalled();
});

test("approves exactly what was shown, once, however often it is pressed", async () => {
  const answer = later<ApproveResult>();
  const approveSend = vi.fn<Client["approveSend"]>(() => answer.promise);
  showDesk(<SendDesk />, { api: { planSend: says(plan()), approveSend } });
  await write("Recipients", "13800000001");
  await write("Content", "text");
  const button = await ready();
  fireEvent.click(button);
  fireEvent.click(button);
  await ctrlEnter();
  await ctrlEnter();
  expect(approveSend).toHaveBeenCalledTimes(1);
  expect(approveSend.mock.calls[0]?.[0]).toMatchObject({
    fingerprint: "f1",
    confirmed: [],
    draft: { account_id: 1, recipients: "13800000001", body: { mode: "plain", signature: "总机", content: "text" } },
  });
  answer.keep(approved);
  expect(await screen.findByText("Approved for 4 numbers. They are on their way.")).toBeVisible();
  expect(approveSend).toHaveBeenCalledTimes(1);
});

test("after an approval the form is a new draft, and only the text can be put back", async () => {
  const drafts: SendDraft[] = [];
  showDesk(<SendDesk />, {
    api: {
      planSend: (draft) => {
        drafts.push(draft);
        return Promise.resolve(plan());
      },
      approveSend: says(approved),
    },
  });
  await write("Recipients", "13800000001");
  await write("Content", "text");
  const button = await ready();
  const before = drafts.at(-1)?.draft_id;
  fireEvent.click(button);
  await waitFor(async () => expect(await box("Recipients")).toHaveValue(""));
  expect(await box("Content")).toHaveValue("");
  await waitFor(async () => expect(await box("Recipients")).toHaveFocus());
  fireEvent.click(screen.getByRole("button", { name: "Put the text back" }));
  expect(await box("Content")).toHaveValue("text");
  expect(await box("Recipients")).toHaveValue("");
  await waitFor(() => expect(drafts.at(-1)?.body).toMatchObject({ content: "text" }));
  await waitFor(() => expect(drafts.at(-1)?.draft_id).not.toBe(before));
});

test("asks once more, with the focus on Cancel, and passes on what was confirmed", async () => {
  const confirmations: SendPlan["confirmations"] = [
    { kind: "many_numbers", numbers: 12 },
    { kind: "sent_before", numbers: 3, last_at: Date.now() - 60_000 },
    { kind: "balance_too_low", messages_left: 5, needed: 12 },
  ];
  const approveSend = vi.fn<Client["approveSend"]>(says(approved));
  showDesk(<SendDesk />, { api: { planSend: says(plan({ numbers: 12, confirmations })), approveSend } });
  await write("Content", "text");
  fireEvent.click(await ready("Send to 12 numbers"));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText("It goes to 12 different numbers.")).toBeVisible();
  expect(within(dialog).getByText(/3 numbers were sent the same text/)).toBeVisible();
  expect(within(dialog).getByText(/5 left, about 12 needed/)).toBeVisible();
  await waitFor(() => expect(within(dialog).getByRole("button", { name: "Cancel" })).toHaveFocus());
  fireEvent.keyDown(dialog, { key: "Enter", ctrlKey: true });
  expect(approveSend).not.toHaveBeenCalled();

  fireEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(approveSend).not.toHaveBeenCalled();

  fireEvent.click(await ready("Send to 12 numbers"));
  fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Send to 12 numbers" }));
  await waitFor(() => expect(approveSend).toHaveBeenCalledTimes(1));
  expect(approveSend.mock.calls[0]?.[0]).toMatchObject({ fingerprint: "f1", confirmed: confirmations });
});

test("a plan that changed meanwhile is shown instead of sent", async () => {
  const approveSend = vi.fn<Client["approveSend"]>(
    says({ result: "not_as_shown", plan: plan({ numbers: 7, fingerprint: "f2" }) }),
  );
  const planSend = vi.fn<Client["planSend"]>(says(plan()));
  showDesk(<SendDesk />, { api: { planSend, approveSend } });
  await write("Content", "text");
  fireEvent.click(await ready());
  expect(await screen.findByRole("alert", { name: "This has changed since it was shown" })).toBeVisible();
  expect(await box("Content")).toHaveValue("text");
  // What stands in the boxes did not change, so it is not planned again over what was just shown.
  const planned = planSend.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(planSend).toHaveBeenCalledTimes(planned);
  fireEvent.click(await ready("Send to 7 numbers"));
  await waitFor(() => expect(approveSend).toHaveBeenCalledTimes(2));
  const [first, second] = approveSend.mock.calls.map(([request]) => request);
  expect(second?.fingerprint).toBe("f2");
  expect(second?.draft.draft_id).toBe(first?.draft.draft_id);
});

test("a failed approval keeps the draft and its id, so that pressing again makes no second job", async () => {
  let fail = true;
  const approveSend = vi.fn<Client["approveSend"]>(() =>
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as the program rejects
    fail ? Promise.reject({ code: "database", message: "busy" }) : Promise.resolve(approved),
  );
  showDesk(<SendDesk />, { api: { planSend: says(plan()), approveSend } });
  await write("Content", "text");
  fireEvent.click(await ready());
  await waitFor(() => expect(approveSend).toHaveBeenCalledTimes(1));
  fail = false;
  fireEvent.click(await ready());
  await waitFor(() => expect(approveSend).toHaveBeenCalledTimes(2));
  const [first, second] = approveSend.mock.calls.map(([request]) => request.draft.draft_id);
  expect(second).toBe(first);
});

test("what was typed is still there after a look at another desk", async () => {
  function Desks() {
    const [elsewhere, go] = useState(false);
    return (
      <>
        {!elsewhere && <SendDesk />}
        <button onClick={() => go(!elsewhere)}>Another desk</button>
      </>
    );
  }
  const drafts = new Set<string>();
  showDesk(<Desks />, {
    api: {
      planSend: (draft) => {
        drafts.add(draft.draft_id);
        return Promise.resolve(plan());
      },
    },
  });
  await write("Recipients", "13800000001");
  await write("Content", "half a sentence");
  const other = screen.getByRole("button", { name: "Another desk" });
  fireEvent.click(other);
  expect(screen.queryByRole("textbox", { name: "Content" })).not.toBeInTheDocument();
  fireEvent.click(other);
  expect(await box("Content")).toHaveValue("half a sentence");
  expect(await box("Recipients")).toHaveValue("13800000001");
  await ready();
  expect(drafts.size).toBe(1);
});
