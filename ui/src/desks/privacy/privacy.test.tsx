import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";

import type { Binding } from "../../contract/Binding";
import type { BindingQuery } from "../../contract/BindingQuery";
import type { BindingState } from "../../contract/BindingState";
import type { Client } from "../../contract/client";
import { binding, busyWorld, fiveWorld, storyOfBinding, xCall } from "../../dev/world";
import { i18n } from "../../i18n";
import { show } from "../../test/show";
import { fakeProgram } from "../../dev/fakeProgram";
import { says, showDesk } from "../testing";
import { BindingBadge } from "./BindingBadge";
import { Ledger } from "./Ledger";
import { remaining } from "./remaining";
import { BindingStory } from "./story/BindingStory";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const grid = () => screen.findByRole("grid", { name: "Privacy numbers" });
/** The rows, once there are any under the headings. */
async function rows(): Promise<HTMLElement[]> {
  const table = within(await grid());
  await waitFor(() => expect(table.getAllByRole("row").length).toBeGreaterThan(1));
  return table.getAllByRole("row");
}
const drawer = () => screen.findByRole("complementary", { name: "Story of the binding" });
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

describe("the ledger", () => {
  it("shows what is live, and everything when asked", async () => {
    showDesk(<Ledger />, { world: fiveWorld() });
    expect(await screen.findByText("7 live bindings")).toBeVisible();
    expect(await rows()).toHaveLength(8);
    fireEvent.click(screen.getByRole("radio", { name: "All" }));
    expect(await screen.findByText("11 bindings")).toBeVisible();
  });

  it("shows numbers masked, time left, and the reason first where a release was refused", async () => {
    showDesk(<Ledger />, { world: fiveWorld() });
    const [, bound, refused] = await rows();
    expect(bound).toHaveTextContent(/138\*\*\*\*0001139\*\*\*\*0002/);
    expect(bound).toHaveTextContent(/1 h \d\d minuntil/);
    expect(refused).toHaveTextContent("Still bound");
    expect(refused).toHaveTextContent("1103");
  });

  it("is walked through with the keyboard, into a story and out again", async () => {
    showDesk(<Ledger />, { world: fiveWorld() });
    await rows();
    fireEvent.keyDown(document.body, { key: "j", code: "KeyJ" });
    expect(await grid()).toHaveFocus();
    fireEvent.keyDown(await grid(), { key: "ArrowDown" });
    fireEvent.keyDown(await grid(), { key: "Enter" });
    expect(await within(await drawer()).findByRole("heading", { name: "X 17000000002" })).toBeVisible();
    fireEvent.keyDown(await grid(), { key: "k", code: "KeyK" });
    expect(await within(await drawer()).findByRole("heading", { name: "X 17000000001" })).toBeVisible();
    fireEvent.keyDown(await grid(), { key: "Escape" });
    expect(screen.queryByRole("complementary")).not.toBeInTheDocument();
    expect(await grid()).toHaveFocus();
  });

  it("searches, and asks for the next page by its cursor", async () => {
    const asked: BindingQuery[] = [];
    showDesk(<Ledger />, {
      world: fiveWorld(),
      api: {
        listBindings: (query) => {
          asked.push(query);
          const first = query.before ?? 21;
          const page = query.search === "" ? Array.from({ length: 10 }, (_, i) => binding({ id: first - 1 - i })) : [];
          return Promise.resolve({ rows: page, next: page.length > 0 && first - 10 > 1 ? first - 10 : null, total: query.before === null ? page.length * 2 : null });
        },
      },
    });
    await rows();
    await waitFor(() => expect(asked.map(({ before }) => before)).toEqual([null, 11]));
    fireEvent.change(screen.getByRole("searchbox", { name: "Search bindings" }), { target: { value: " 0001 " } });
    expect(await screen.findByText("No binding fits")).toBeVisible();
    expect(asked.at(-1)).toMatchObject({ search: "0001", live_only: true });
    await press("Clear filters");
    await rows();
  });

  it("is asked again when bindings changed", async () => {
    let state: BindingState = "binding";
    const program = showDesk(<Ledger />, {
      world: fiveWorld(),
      api: { listBindings: () => Promise.resolve({ rows: [binding({ state })], next: null, total: 1 }) },
    });
    expect(await within(await grid()).findByText("Binding")).toBeVisible();
    state = "bound";
    program.tell("bindings");
    expect(await within(await grid()).findByText("Bound")).toBeVisible();
  });

  it("leads to Vendor accounts without an account, and to the form with one", async () => {
    showDesk(<Ledger />, { world: busyWorld() });
    expect(await screen.findByText("No account that binds privacy numbers")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Bind…" })).not.toBeInTheDocument();
  });

  it("with nothing bound leads to the form", async () => {
    showDesk(<Ledger />, { world: { ...fiveWorld(), bindings: [] } });
    expect(await screen.findByRole("link", { name: "Bind a privacy number" })).toHaveAttribute("href", "/privacy/bind");
  });
});

describe("the badge of a binding", () => {
  const states: Record<BindingState, string> = {
    binding: "waiting",
    bound: "fine",
    unconfirmed: "doubt",
    unknown: "doubt",
    rejected: "barred",
    not_sent: "barred",
    releasing: "waiting",
    still_bound: "failed",
    released: "waiting",
    ended: "waiting",
  };

  it("has an icon of its own for each state, so that it can be told without colour", () => {
    const icons = (Object.keys(states) as BindingState[]).map((state) => {
      const { container, unmount } = show(<BindingBadge state={state} />, fakeProgram());
      expect(container.querySelector("[data-shape]")).toHaveAttribute("data-shape", states[state]);
      const icon = container.querySelector("[data-shape] svg")?.innerHTML;
      unmount();
      return icon;
    });
    expect(new Set(icons).size).toBe(icons.length);
  });
});

test("time left is told in its two largest units", async () => {
  await i18n.changeLanguage("en");
  const t = i18n.getFixedT("en");
  const minutes = (n: number) => remaining(t, n * 60_000, 0);
  expect([minutes(0.5), minutes(29), minutes(60), minutes(119), minutes(1_440), minutes(10_079)]).toEqual([
    "less than a minute",
    "29 min",
    "1 h",
    "1 h 59 min",
    "1 d",
    "6 d 23 h",
  ]);
  expect(remaining(t, null, 0)).toBe("for ever");
  expect(minutes(-1)).toBe("time is over");
});

describe("the story", () => {
  beforeEach(() => i18n.changeLanguage("en"));

  const showStory = (of: Binding, api: Partial<Client> = {}, calls = [xCall()]) =>
    showDesk(<BindingStory id={of.id} />, { world: fiveWorld(), api: { bindingStory: says(storyOfBinding(of, calls)), ...api } });

  it("shows the numbers only when asked, and says that it is recorded", async () => {
    const revealBinding = vi.fn<Client["revealBinding"]>(says({ a_number_revealed: "13812340001", b_number_revealed: "13912340002" }));
    showStory(binding(), { revealBinding });
    const numbers = within(await screen.findByRole("region", { name: "Who is connected" }));
    expect(numbers.getByText("138****0001")).toBeVisible();
    expect(revealBinding).not.toHaveBeenCalled();
    await press("Show the full numbers (this is recorded)");
    expect(await numbers.findByText("13812340001")).toBeVisible();
    expect(numbers.getByText("That you looked stands in the story below.")).toBeVisible();
  });

  it("says what a release ends before it is asked for, and releases once", async () => {
    const releaseBinding = vi.fn<Client["releaseBinding"]>(says(binding({ state: "released", can_release: false })));
    showStory(binding(), { releaseBinding });
    await press("Release…");
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("A and B can no longer reach each other through X.")).toBeVisible();
    await waitFor(() => expect(dialog.getByRole("button", { name: "Cancel" })).toHaveFocus());
    expect(releaseBinding).not.toHaveBeenCalled();
    fireEvent.click(dialog.getByRole("button", { name: "Release" }));
    fireEvent.click(dialog.getByRole("button", { name: "Release" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(releaseBinding).toHaveBeenCalledExactlyOnceWith(1);
  });

  it("tells a refused release in red at once, with its reason and what to do", async () => {
    let now = binding();
    const refused = binding({ state: "still_bound", reason: { kind: "connection_refused" } });
    showStory(now, {
      bindingStory: () => Promise.resolve(storyOfBinding(now)),
      releaseBinding: () => {
        now = refused;
        return Promise.resolve(refused);
      },
    });
    await press("Release…");
    fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Release" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/^Still bound: the release did not work \(connection refused\)\.$/);
    const box = screen.getByRole("region", { name: "Where it stands" });
    expect(box).toHaveAttribute("data-bad", "true");
    expect(box).toHaveTextContent("A and B reach each other by calling X.");
    expect(screen.getByRole("button", { name: "Try to release again…" })).toBeVisible();
  });

  it("explains why an unconfirmed AXB without its id cannot be released", async () => {
    showStory(binding({ state: "unconfirmed", subid: null, can_release: false, reserved_until: Date.now() + 3_600_000 }));
    expect(await screen.findByText(/an AXB is released by the platform's id \(subid\), and none came/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Release…" })).not.toBeInTheDocument();
  });

  it("decides by hand only with an answer and a reason, its risk said before the button", async () => {
    const decideBinding = vi.fn<Client["decideBinding"]>(says(undefined));
    showStory(binding({ id: 8, state: "unknown", reason: { kind: "reply_timeout" }, can_release: false }), { decideBinding });
    const risk = await screen.findByText(/^Risk of deciding/);
    const open = screen.getByRole("button", { name: "Decide by hand…" });
    expect(risk.compareDocumentPosition(open) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
    fireEvent.click(open);
    await press("Decide");
    expect((await screen.findAllByRole("alert")).map(({ textContent }) => textContent)).toEqual(["Choose one of the two.", "Write why, in a few words."]);
    fireEvent.click(screen.getByRole("radio", { name: "No, it is not bound" }));
    expect(screen.getByText(/strangers may be connected/)).toBeVisible();
    fireEvent.change(screen.getByRole("textbox", { name: "Why" }), { target: { value: " not put through " } });
    await press("Decide");
    await waitFor(() => expect(decideBinding).toHaveBeenCalledExactlyOnceWith({ binding_id: 8, bound: false, why: "not put through" }));
  });

  it("shows calls and short messages, and fetches a recording on a click only", async () => {
    const saveRecording = vi.fn<Client["saveRecording"]>(says({ result: "not_fetched", reason: { kind: "http_status", status: 404 } }));
    showStory(binding(), { saveRecording }, [
      xCall({ result: "17", duration_seconds: 125, released_by: "2" }),
      xCall({ id: 2, kind: "call_start", sms_content: "我在楼下", result: null, duration_seconds: null, released_by: null, has_recording: false }),
    ]);
    const calls = within(await screen.findByRole("region", { name: "Calls and short messages" }));
    expect(calls.getByText(/ · 17$/)).toBeVisible();
    expect(calls.getByText("2 min 5 s")).toBeVisible();
    expect(calls.getByText("the called one hung up")).toBeVisible();
    expect(saveRecording).not.toHaveBeenCalled();
    await press("Save the recording…");
    expect(await calls.findByRole("alert")).toHaveTextContent("could not be fetched");
    expect(saveRecording).toHaveBeenCalledExactlyOnceWith(1);
    expect(calls.getByText("我在楼下")).toBeVisible();
  });

  it("says so when calls cannot come here at all", async () => {
    showStory(binding(), {}, []);
    expect(await screen.findByText(/No push of this account has ever arrived here/)).toBeVisible();
  });

  it("folds reqid, token, subid and the requests with their headers", async () => {
    showStory(binding());
    const details = (await screen.findByText("Technical details")).closest("details");
    expect(details).not.toHaveAttribute("open");
    for (const part of ["KF37Q2M9XB4T-1", "5519023", "Authorization: {{authorization}}", '{"error":0,"subid":"5519023"}']) {
      expect(details).toHaveTextContent(part);
    }
  });

  const states: BindingState[] = ["binding", "bound", "unconfirmed", "unknown", "rejected", "not_sent", "releasing", "still_bound", "released", "ended"];
  it.each(states)("leaves nothing out of %s, in both languages", async (state) => {
    for (const language of ["en", "zh-CN"] as const) {
      for (const kind of ["axb", "xa"] as const) {
        const { unmount } = show(<BindingStory id={1} />, fakeProgram({ world: fiveWorld(), api: { bindingStory: says(storyOfBinding(binding({ state, kind }))) } }), { language });
        const box = await screen.findByRole("region", { name: language === "en" ? "Where it stands" : "目前情况" });
        expect(box.textContent).not.toMatch(/\{\{|privacy:|undefined/);
        unmount();
      }
    }
  });
});
