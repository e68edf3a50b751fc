import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, test, vi } from "vitest";

import type { Conversation } from "../../contract/Conversation";
import type { ConversationItem } from "../../contract/ConversationItem";
import { busyWorld, conversation, messageRow, practiceWorld, reply, type World } from "../../dev/world";
import { plan, says, showDesk } from "../testing";
import { RepliesDesk } from "./index";
import { isBlank } from "../../parts/text";
import { cursorBefore } from "./thread/useThread";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Replies" });
const row = (number: string) => screen.findByRole("row", { name: new RegExp(number.replaceAll("*", "\\*")) });
const thread = async () => within(await screen.findByRole("complementary", { name: "Conversation" }));
const press = async (key: string) => fireEvent.keyDown(await grid(), { key, code: `Key${key.toUpperCase()}` });

/** A world with these conversations, each with one reply. */
function worldOf(conversations: Conversation[], of: World = busyWorld()): World {
  return {
    ...of,
    conversations,
    messages: [],
    replies: conversations.map(({ id, number_masked, last_reply_id, last_text, stop_word, unread, account_id }) =>
      reply({ id: last_reply_id, number_masked, conversation_id: id, content: last_text, stop_word, unread: unread > 0, account_id }),
    ),
  };
}

const three = () => [
  conversation({ id: 13, last_reply_id: 33, number_masked: "139****0003", last_text: "好的", unread: 2 }),
  conversation({ id: 12, last_reply_id: 32, number_masked: "139****0002", last_text: "几点到？", unread: 1 }),
  conversation({ id: 11, last_reply_id: 31, number_masked: "139****0001", last_text: "谢谢", unread: 1 }),
];

const write = (box: HTMLElement, value: string) => fireEvent.change(box, { target: { value } });

const read = ({ asked }: ReturnType<typeof showDesk>) => asked.filter(({ command }) => command === "markRead").map(({ request }) => request);

describe("the list", () => {
  test("says what must be known of each conversation", async () => {
    const odd = conversation({
      id: 9,
      last_reply_id: 29,
      number_masked: "139****0009",
      last_text: "TD",
      unread: 2,
      stop_word: "TD",
      suppressed: true,
      written_to: false,
      handled: { operator: "王芳", at: Date.now() },
    });
    showDesk(<RepliesDesk />, { api: { listConversations: says({ rows: [odd], next: null }) } });
    const cells = within(await row("139****0009"));
    expect(cells.getByText("2 unread replies")).toBeInTheDocument();
    for (const mark of ["On the suppression list", "Never written to", "Handled"]) expect(cells.getByText(mark)).toBeVisible();
    expect(cells.getByText("Stop word", { exact: false })).toHaveTextContent("Stop word TD");
  });

  test("is asked for by what is shown, the account and the search", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    await row("139****0001");
    await userEvent.click(screen.getByRole("radio", { name: "Handled" }));
    expect(await screen.findByRole("heading", { name: "Nothing is marked as handled" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show all conversations" }));
    write(screen.getByRole("searchbox", { name: "Search conversations" }), "0002");
    await waitFor(() => expect(screen.queryByText("139****0003")).not.toBeInTheDocument());
    const asked = program.asked.filter(({ command }) => command === "listConversations").map(({ request }) => request);
    expect(asked[0]).toEqual({ show: "open", account_id: null, search: "", before: null, limit: 100 });
    expect(asked.at(-1)).toEqual({ show: "all", account_id: null, search: "0002", before: null, limit: 100 });
  });

  test("goes on looking while a page is empty and there are more", async () => {
    const [found] = three();
    const pages = vi.fn(async ({ before }: { before: number | null }) =>
      before === null ? { rows: [], next: 500 } : { rows: found === undefined ? [] : [found], next: null },
    );
    showDesk(<RepliesDesk />, { api: { listConversations: pages } });
    await row("139****0003");
    expect(pages.mock.calls.map(([{ before }]) => before)).toEqual([null, 500]);
  });

  test("without a reply says where replies come from", async () => {
    showDesk(<RepliesDesk />, { world: worldOf([], practiceWorld()), language: "zh-CN" });
    expect(await screen.findByRole("heading", { name: "还没有回复" })).toBeVisible();
  });
});

describe("reading", () => {
  test("only what was opened is read, not what the keyboard passes", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    await row("139****0003");
    const keys = await grid();
    // Past the first with nothing open, then past the second with the thread open.
    for (const key of ["ArrowDown", "ArrowDown", "Enter", "ArrowDown"]) fireEvent.keyDown(keys, { key });
    await (await thread()).findByRole("heading", { name: /139\*\*\*\*0001/ });
    await waitFor(() => expect(read(program)).toEqual([11]));
    await waitFor(async () => expect(within(await row("139****0001")).queryByText("1 unread reply")).not.toBeInTheDocument());
    expect(within(await row("139****0003")).getByText("2 unread replies")).toBeInTheDocument();
  });

  test("what arrives while the thread is open is told", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    fireEvent.click(await row("139****0003"));
    await (await thread()).findByText("好的");
    const { world } = program;
    world.replies = [reply({ id: 40, conversation_id: 13, content: "还在吗", received_at: Date.now() + 1_000, unread: true }), ...world.replies];
    program.tell("replies");
    expect(await (await thread()).findByText("还在吗")).toBeVisible();
    expect(await screen.findByText("A new reply arrived.")).toBeInTheDocument();
  });

  test("a row that leaves the list as it is read gives its place to the next", async () => {
    showDesk(<RepliesDesk />, { world: worldOf(three()) });
    await userEvent.click(await screen.findByRole("radio", { name: "Unread" }));
    fireEvent.click(await row("139****0002"));
    await waitFor(() => expect(screen.queryByRole("row", { name: /0002/ })).not.toBeInTheDocument());
    await press("j");
    expect(await (await thread()).findByRole("heading", { name: /139\*\*\*\*0001/ })).toBeVisible();
  });
});

describe("a thread", () => {
  test("shows odd texts as text, folded and in a direction of their own", async () => {
    const odd = ["收到".repeat(5_000), "مرحبا\u202eTD", '<img src=x onerror="alert(1)"><b>hi</b>', "\u200b\u200d\u200f", "👩‍👩‍👧‍👦".repeat(20)];
    const items = odd.map((content, index): ConversationItem => ({ kind: "reply", row: reply({ id: index + 1, content, extension: "0812" }) }));
    const [first] = three();
    const story = { conversation: first ?? conversation(), items, earlier: false };
    showDesk(<RepliesDesk />, { world: worldOf(three()), api: { conversationStory: says(story) } });
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    const unfold = await shown.findByRole("button", { name: "Show all 10,000 characters" });
    expect(shown.getByText(odd[0] ?? "")).toHaveAttribute("data-folded");
    fireEvent.click(unfold);
    expect(shown.getByText(odd[0] ?? "")).not.toHaveAttribute("data-folded");
    expect(shown.getByRole("button", { name: "Show less" })).toHaveAttribute("aria-expanded", "true");
    const turned = shown.getByText("مرحباTD");
    expect(turned).toHaveAttribute("dir", "auto");
    expect(turned).toHaveTextContent("مرحباU+202ETD");
    expect(shown.getByText(odd[2] ?? "")).toBeVisible();
    expect(shown.queryByRole("img")).not.toBeInTheDocument();
    expect(shown.getByText("An empty reply")).toBeVisible();
    expect(shown.getByText(odd[4] ?? "")).toBeVisible();
  });

  test("shows our messages with what became of them, and loads what came earlier", async () => {
    const [of = conversation()] = three();
    const asked = vi.fn(async ({ before_reply }: { before_reply: number | null }) =>
      before_reply === null
        ? {
            conversation: of,
            items: [
              { kind: "message" as const, row: messageRow({ id: 70, text: "【总机】下午到。", state: "unknown", reason: { kind: "connection_cut" }, operator: "王芳" }) },
              { kind: "reply" as const, row: reply({ id: 33, content: "好的" }) },
            ],
            earlier: true,
          }
        : { conversation: of, items: [{ kind: "reply" as const, row: reply({ id: 5, content: "更早的一条" }) }], earlier: false },
    );
    showDesk(<RepliesDesk />, { world: worldOf(three()), api: { conversationStory: asked } });
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    const ours = within((await shown.findByText("【总机】下午到。")).closest("li") as HTMLElement);
    expect(ours.getByText("Outcome unknown")).toBeVisible();
    expect(ours.getByText("connection cut off")).toBeVisible();
    expect(ours.getByText("王芳")).toBeVisible();
    expect(ours.getByRole("link", { name: "What became of it: “【总机】下午到。”" })).toBeVisible();
    fireEvent.click(shown.getByRole("button", { name: "Show earlier" }));
    expect(await shown.findByText("更早的一条")).toBeVisible();
    expect(asked).toHaveBeenLastCalledWith({ id: 13, before_reply: 33, before_message: 70 });
    expect(shown.getAllByRole("listitem").map((item) => item.textContent.includes("更早的一条"))).toEqual([true, false, false]);
    expect(shown.queryByRole("button", { name: "Show earlier" })).not.toBeInTheDocument();
  });

  test("is marked as handled and opened again with one key, as far as it was seen", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    await userEvent.click(await screen.findByRole("radio", { name: "All" }));
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    expect(await shown.findByRole("button", { name: "Mark as handled" })).toBeVisible();
    await press("e");
    fireEvent.click(await shown.findByRole("button", { name: "Open again" }));
    expect(await shown.findByRole("button", { name: "Mark as handled" })).toBeVisible();
    expect(program.asked.filter(({ command }) => command === "setHandled").map(({ request }) => request)).toEqual([
      { id: 13, handled: true, seen: 33 },
      { id: 13, handled: false, seen: 33 },
    ]);
  });

  test("the key acts on the row the keyboard is at while no thread is open", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    await row("139****0003");
    await press("j");
    await press("j");
    await press("e");
    await waitFor(() => expect(program.asked).toContainEqual({ command: "setHandled", request: { id: 12, handled: true, seen: 32 } }));
  });
});

describe("a reply that asks to stop", () => {
  const stop = () => worldOf([conversation({ id: 13, last_reply_id: 33, number_masked: "138****0001", last_text: "TD", stop_word: "TD" })]);

  test("proposes the suppression list with the reason filled in, and does nothing by itself", async () => {
    const program = showDesk(<RepliesDesk />, { world: stop() });
    fireEvent.click(await row("138****0001"));
    const asks = within(await screen.findByRole("region", { name: "Asks to stop" }));
    expect(asks.getByText("This asks to stop. Put 138****0001 on the suppression list?")).toBeVisible();
    fireEvent.click(asks.getByRole("button", { name: "Put it on the list…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("textbox", { name: "Why" })).toHaveValue("Replied “TD”");
    expect(program.asked.map(({ command }) => command)).not.toContain("suppress");
    fireEvent.click(dialog.getByRole("button", { name: "Put on the list" }));
    expect(await (await thread()).findByText(/Nothing is sent to this number/)).toBeVisible();
    expect(program.asked).toContainEqual({ command: "suppress", request: { of: { at: "reply", id: 33 }, why: "Replied “TD”" } });
    expect(screen.queryByRole("region", { name: "Asks to stop" })).not.toBeInTheDocument();
    expect((await thread()).queryByRole("textbox", { name: "Answer" })).not.toBeInTheDocument();
  });

  test("is left alone once the conversation is handled", async () => {
    const program = showDesk(<RepliesDesk />, { world: stop() });
    fireEvent.click(await row("138****0001"));
    await screen.findByRole("region", { name: "Asks to stop" });
    fireEvent.click((await thread()).getByRole("button", { name: "Mark as handled" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Asks to stop" })).not.toBeInTheDocument());
    expect(program.asked.map(({ command }) => command)).not.toContain("suppress");
  });
});

describe("an answer", () => {
  test("is counted while it is written, approved as it was shown, and then stands in the thread", async () => {
    const program = showDesk(<RepliesDesk />, { world: worldOf(three()) });
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    const text = await shown.findByRole("textbox", { name: "Answer" });
    expect(shown.getByRole("button", { name: "Send 1 message" })).toBeDisabled();
    write(text, "x".repeat(80));
    const send = await shown.findByRole("button", { name: "Send 1 message · 2 segments" });
    await waitFor(() => expect(send).toBeEnabled());
    fireEvent.keyDown(text, { key: "Enter", ctrlKey: true });
    expect(await shown.findByText(`【总机】${"x".repeat(80)}`)).toBeVisible();
    expect(await shown.findByText(/Approved. It is on its way./)).toBeVisible();
    expect(shown.getByRole("textbox", { name: "Answer" })).toHaveValue("");
    const [asked] = program.asked.filter(({ command }) => command === "approveAnswer");
    const { draft } = (asked?.request ?? {}) as { draft: { draft_id: string } };
    expect(asked?.request).toMatchObject({ draft: { conversation_id: 13, content: "x".repeat(80), signature: "总机", reference: "" }, confirmed: [] });
    // What is written next is another draft.
    write(shown.getByRole("textbox", { name: "Answer" }), "y");
    await waitFor(() => {
      const planned = program.asked.filter(({ command }) => command === "planAnswer").at(-1)?.request as { draft_id: string; content: string };
      expect(planned.content).toBe("y");
      expect(planned.draft_id).not.toBe(draft.draft_id);
    });
  });

  test.each([
    ["8021", "Goes out over extension 8021, which the customer replied to."],
    ["", "Goes out without an extension, as the customer replied to none."],
    ["1069012345678901234", "Goes out over the extension of the message that was replied to, else over the account’s own."],
  ])("says over which extension it goes out: %s", async (extension, said) => {
    const world = worldOf(three());
    showDesk(<RepliesDesk />, { world: { ...world, conversations: world.conversations.map((one) => ({ ...one, extension })) } });
    fireEvent.click(await row("139****0003"));
    expect(await (await thread()).findByText(said)).toBeVisible();
  });

  test("says in practice that it is practice, and asks once more where the plan wants it", async () => {
    const approveAnswer = vi.fn(says({ result: "approved" as const, job_id: 7 }));
    const confirmations = [{ kind: "sent_before" as const, numbers: 1, last_at: Date.now() }];
    showDesk(<RepliesDesk />, {
      world: worldOf(three(), practiceWorld()),
      api: { planAnswer: says(plan({ numbers: 1, segments_total: 1, confirmations })), approveAnswer },
    });
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    write(await shown.findByRole("textbox", { name: "Answer" }), "好的");
    const send = shown.getByRole("button", { name: "Send 1 practice message" });
    await waitFor(() => expect(send).toBeEnabled());
    fireEvent.click(send);
    const dialog = within(await screen.findByRole("dialog", { name: "Please confirm once more" }));
    expect(dialog.getByText(/was sent the same text within the last 10 minutes/)).toBeVisible();
    expect(approveAnswer).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Send 1 practice message" }));
    await waitFor(() => expect(approveAnswer).toHaveBeenCalledOnce());
    expect(approveAnswer).toHaveBeenCalledWith(expect.objectContaining({ fingerprint: "f1", confirmed: confirmations }));
  });

  test("says what stands in the way, and when it is another by now", async () => {
    const other = plan({ numbers: 1, segments_total: 3, fingerprint: "f2" });
    let blocked = true;
    const program = showDesk(<RepliesDesk />, {
      world: worldOf(three()),
      api: {
        planAnswer: async () => plan({ numbers: 1, segments_total: 1, blockers: blocked ? ["account_paused"] : [] }),
        approveAnswer: says({ result: "not_as_shown" as const, plan: other }),
      },
    });
    fireEvent.click(await row("139****0003"));
    const shown = await thread();
    write(await shown.findByRole("textbox", { name: "Answer" }), "好的");
    expect(await shown.findByText(/This account is paused./)).toBeVisible();
    expect(shown.getByRole("button", { name: "Send 1 message" })).toBeDisabled();
    blocked = false;
    program.tell("accounts");
    const send = await shown.findByRole("button", { name: "Send 1 message · 1 segment" });
    await waitFor(() => expect(send).toBeEnabled());
    fireEvent.click(send);
    expect(await shown.findByText("This has changed since it was shown")).toBeVisible();
    expect(await shown.findByRole("button", { name: "Send 1 message · 3 segments" })).toBeEnabled();
    expect(shown.getByRole("textbox", { name: "Answer" })).toHaveValue("好的");
  });

  test("half written is still there after a look at another conversation, and goes to nobody else", async () => {
    showDesk(<RepliesDesk />, { world: worldOf(three()) });
    fireEvent.click(await row("139****0003"));
    write(await (await thread()).findByRole("textbox", { name: "Answer" }), "half a sentence");
    fireEvent.click(await row("139****0002"));
    await (await thread()).findByRole("heading", { name: /0002/ });
    expect(await (await thread()).findByRole("textbox", { name: "Answer" })).toHaveValue("");
    fireEvent.click(await row("139****0003"));
    await (await thread()).findByRole("heading", { name: /0003/ });
    expect(await (await thread()).findByRole("textbox", { name: "Answer" })).toHaveValue("half a sentence");
  });

  test("the box is reached by R and left by Escape, with the thread still open", async () => {
    showDesk(<RepliesDesk />, { world: worldOf(three()) });
    fireEvent.click(await row("139****0003"));
    const text = await (await thread()).findByRole("textbox", { name: "Answer" });
    await press("r");
    expect(text).toHaveFocus();
    fireEvent.keyDown(text, { key: "Escape" });
    expect(await grid()).toHaveFocus();
    expect((await thread()).getByRole("textbox", { name: "Answer" })).toBeVisible();
  });

  test.each([
    ["is switched off", 3, /This account is switched off/],
    ["was deleted", 99, /was deleted here/],
    ["can send, the sender is none that can be sent to", 1, /No message can be sent to this sender/],
  ])("of an account that %s is not offered, and it says so", async (_, account_id, words) => {
    const barred = conversation({ id: 13, last_reply_id: 33, number_masked: "139****0003", can_answer: false, account_id });
    const world = worldOf([barred]);
    world.accounts = world.accounts.map((account) => ({ ...account, enabled: account.id !== 3 }));
    showDesk(<RepliesDesk />, { world });
    fireEvent.click(await row("139****0003"));
    expect(await (await thread()).findByText(words)).toBeVisible();
    expect((await thread()).queryByRole("textbox", { name: "Answer" })).not.toBeInTheDocument();
  });
});

test("what cannot be seen is blank, what can is not", () => {
  expect(["", " \n", "\u200b", "\u202e\u200f", "\ufeff"].map(isBlank)).toEqual([true, true, true, true, true]);
  expect(["a", "\u202etd", "👍🏽", "0"].map(isBlank)).toEqual([false, false, false, false]);
});

test("the cursor of a page without replies keeps the one before, and never stands still", () => {
  const from = { before_reply: 8, before_message: null };
  const message: ConversationItem = { kind: "message", row: messageRow({ id: 70 }) };
  expect(cursorBefore([message, { ...message, row: messageRow({ id: 71 }) }], from)).toEqual({ before_reply: 8, before_message: 70 });
  expect(cursorBefore([], from)).toBeUndefined();
});
