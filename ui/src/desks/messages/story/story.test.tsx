import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import type { ApproveResult } from "../../../contract/ApproveResult";
import type { Client } from "../../../contract/client";
import type { MessageStory } from "../../../contract/MessageStory";
import type { Problem } from "../../../contract/Problem";
import { fiveWorld, messageRow } from "../../../dev/world";
import { says, showDesk } from "../../testing";
import { Story } from "./Story";

function story(change: Partial<MessageStory> = {}): MessageStory {
  return {
    message: messageRow({ id: 7, state: "unknown", reason: { kind: "connection_cut" }, number_masked: "139****7731" }),
    text: "【总机】订单提醒：1224，您的包裹将于 12:12 送达。",
    operator: "李敏",
    desk: "KF3",
    job_id: 88,
    job_state: "done",
    job_recipients: 3,
    msg_id: null,
    token: "KF37Q2M9XB4T",
    sent_again_for: null,
    sent_again_as: null,
    contradicted: false,
    arrived_twice: false,
    ways_out: ["look_for_evidence", "decide_by_hand", "send_again"],
    offered: [],
    events: [{ at: 1, what: { kind: "approved", operator: "李敏", recipients: 3 } }],
    attempts: [],
    ...change,
  };
}

const open = vi.fn();
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

test("the number is masked until somebody looks, and it says that the look is recorded", async () => {
  const program = showDesk(<Story id={7} onOpen={open} />, {
    api: { messageStory: says(story()), revealNumber: says("13912347731") },
  });
  expect(await screen.findByRole("heading", { name: "139****7731" })).toBeVisible();
  expect(program.asked.some(({ command }) => command === "revealNumber")).toBe(false);
  await press("Show the full number (this is recorded)");
  expect(await screen.findByRole("heading", { name: "13912347731" })).toBeVisible();
  expect(screen.getByText("That you looked stands in the story below.")).toBeVisible();
});

test("a long text scrolls, and the keyboard reaches it", async () => {
  showDesk(<Story id={7} onOpen={open} />, { api: { messageStory: says(story()) } });
  expect((await screen.findAllByText(/订单提醒：1224/))[0]).toHaveAttribute("tabindex", "0");
});

test("names the risk before the button, and tells what a look for evidence found", async () => {
  showDesk(<Story id={7} onOpen={open} />, {
    api: { messageStory: says(story()), lookForEvidence: says({ found: "could_not_ask", reason: { kind: "connection_refused" } }) },
  });
  const risk = await screen.findByText(/the same person gets it twice/);
  const again = screen.getByRole("button", { name: "Send again…" });
  expect(risk.compareDocumentPosition(again) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  await press("Look for evidence");
  expect(await screen.findByText(/The vendor could not be asked: connection refused/)).toBeVisible();
});

test.each([
  ["lianjiang", "Fetches the reports of this account and looks for one with this message’s token."],
  ["intl_sms", "Asks the vendor for the status of this message."],
])("says by what evidence is looked for, as the vendor offers it: %s", async (vendor, by) => {
  const world = fiveWorld();
  const account = world.accounts.find((one) => one.vendor === vendor);
  const message = messageRow({ id: 7, state: "unknown", reason: { kind: "connection_cut" }, vendor, account_id: account?.id ?? 0 });
  showDesk(<Story id={7} onOpen={open} />, { world, api: { messageStory: says(story({ message })) } });
  await waitFor(() => expect(screen.getByRole("button", { name: "Look for evidence" })).toHaveAccessibleDescription(by));
});

test("only what is not there any more is gone; another problem is told, and asked again", async () => {
  let problem: Problem = { code: "database", message: "disk I/O error" };
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
  showDesk(<Story id={7} onOpen={open} />, { api: { messageStory: () => Promise.reject(problem) } });
  await screen.findByRole("heading", { name: "The database could not be read or written." });
  expect(screen.queryByText("This message is not here any more.")).not.toBeInTheDocument();
  problem = { code: "not_found", message: "the message" };
  await press("Try again");
  expect(await screen.findByText("This message is not here any more.")).toBeVisible();
});

test("a decision by hand needs a verdict and a reason", async () => {
  const decideMessage = vi.fn<Client["decideMessage"]>(says(undefined));
  showDesk(<Story id={7} onOpen={open} />, { api: { messageStory: says(story()), decideMessage } });
  await press("Decide by hand…");
  await press("Decide");
  expect((await screen.findAllByRole("alert")).map(({ textContent }) => textContent)).toEqual([
    "Choose one of the two.",
    "Write why, in a few words.",
  ]);
  expect(decideMessage).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("radio", { name: "No, the customer does not have it" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Why" }), { target: { value: " said so " } });
  await press("Decide");
  await waitFor(() => expect(decideMessage).toHaveBeenCalledExactlyOnceWith({ message_id: 7, decision: "failed", why: "said so" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("sends again once, with a reason, after the risk was named", async () => {
  const sendAgain = vi.fn<Client["sendAgain"]>(says({ result: "approved", job_id: 92 }));
  showDesk(<Story id={7} onOpen={open} />, { api: { messageStory: says(story()), sendAgain } });
  await press("Send again…");
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText("The same person may get it twice")).toBeVisible();
  const button = within(dialog).getByRole("button", { name: "Send again to 1 number" });
  fireEvent.click(button);
  expect(sendAgain).not.toHaveBeenCalled();
  fireEvent.change(within(dialog).getByRole("textbox", { name: "Why" }), { target: { value: "nothing came" } });
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sendAgain).toHaveBeenCalledTimes(1);
  expect(sendAgain.mock.calls[0]?.[0]).toMatchObject({ message_id: 7, why: "nothing came" });
});

test("a message that cannot be sent again as it is says why", async () => {
  const refused = { result: "not_as_shown", plan: { blockers: ["account_paused"] } } as unknown as ApproveResult;
  showDesk(<Story id={7} onOpen={open} />, { api: { messageStory: says(story()), sendAgain: says(refused) } });
  await press("Send again…");
  fireEvent.change(await screen.findByRole("textbox", { name: "Why" }), { target: { value: "x" } });
  await press("Send again to 1 number");
  expect(await screen.findByText("This account is paused.")).toBeVisible();
});

test("shows what contradicts, what arrived twice, and the way to the other message", async () => {
  showDesk(<Story id={7} onOpen={open} />, {
    api: { messageStory: says(story({ contradicted: true, arrived_twice: true, sent_again_as: 9, ways_out: [] })) },
  });
  expect(await screen.findByText(/both arrived/)).toBeVisible();
  expect(screen.getByText(/Two reports say different things/)).toBeVisible();
  await press("Was sent again: show the new message");
  expect(open).toHaveBeenCalledWith(9);
});

test("a report tells how it came, which part it is about, and every field as it came", async () => {
  const fields = [
    { name: "smsMsgId", value: "8821" },
    { name: "extend", value: "" },
  ];
  const report = { kind: "report" as const, code: "DELIVRD", vendor_time: "2018-06-12 14:02:20", decided: true, table: "", channel: "push" as const, part: [2, 3] as [number, number], fields };
  showDesk(<Story id={7} onOpen={open} />, {
    api: { messageStory: says(story({ message: messageRow({ id: 7, mode: "template" }), events: [{ at: 1, what: report }] })) },
  });
  expect(await screen.findByText(/pushed · part 2 of 3 · vendor's time 2018-06-12 14:02:20 \(Beijing\)/)).toBeVisible();
  const folded = screen.getByText("All 2 fields as they came").closest("details");
  expect(folded).not.toHaveAttribute("open");
  expect(folded).toHaveTextContent("smsMsgId8821");
  expect(folded).toHaveTextContent("extend(empty)");
});

test("a call is called one, and its report's time is marked as of no confirmed zone", async () => {
  const report = { kind: "report" as const, code: "0", vendor_time: "2018-06-12 06:02:20", decided: true, table: "voice_push", channel: "push" as const, part: null, fields: [] };
  showDesk(<Story id={7} onOpen={open} />, {
    api: {
      messageStory: says(
        story({
          message: messageRow({ id: 7, vendor: "linkaccount", mode: "voice", state: "unknown", reason: { kind: "connection_cut" } }),
          events: [{ at: 1, what: report }],
        }),
      ),
    },
  });
  expect(await screen.findByText("Read out by the call")).toBeVisible();
  expect(screen.getByText("Call")).toBeVisible();
  expect(screen.getByText(/pushed · vendor's time 2018-06-12 06:02:20 \(zone unconfirmed\)/)).toBeVisible();
  expect(screen.getByText(/^Call report:/)).toBeVisible();
  await press("Call again…");
  expect(within(await screen.findByRole("dialog")).getByRole("button", { name: "Call 1 number again" })).toBeVisible();
});

test("technical details show the headers and the string that was signed", async () => {
  showDesk(<Story id={7} onOpen={open} />, {
    api: {
      messageStory: says(
        story({
          attempts: [
            {
              id: 1,
              state: "accepted",
              dispatched_at: 1,
              settled_at: 2,
              method: "POST",
              url: "https://account.example/sms/text/send",
              headers: [{ name: "Content-Type", value: "application/json; charset=UTF-8" }],
              request_body: "{}",
              signed: "app_key=1&recipient=+86138****0001",
              reply_status: 200,
              reply_body: "{}",
              reason: null,
            },
          ],
        }),
      ),
    },
  });
  expect(await screen.findByText("app_key=1&recipient=+86138****0001")).toBeInTheDocument();
  expect(screen.getByText(/POST https:\/\/account.example\/sms\/text\/send\sContent-Type: application\/json/)).toBeInTheDocument();
});
