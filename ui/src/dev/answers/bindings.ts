import type { BindDraft } from "../../contract/BindDraft";
import type { BindPlan } from "../../contract/BindPlan";
import type { Binding } from "../../contract/Binding";
import type { BindingState } from "../../contract/BindingState";
import { binding, storyOfBinding, type World } from "../world";
import { found, nextId, pageOf, type Answers, type Stage } from "./stage";

const LIVE: readonly BindingState[] = ["binding", "bound", "unconfirmed", "unknown", "releasing", "still_bound"];

const masked = (number: string) => (number === "" ? "" : `${number.slice(0, 3)}****${number.slice(-4)}`);

function planOf(world: World, draft: BindDraft): BindPlan {
  const axb = draft.kind === "axb";
  const { ttl_seconds: ttl } = draft;
  const conflicts =
    draft.x_number === ""
      ? []
      : world.bindings.map(({ binding: row }) => row).filter((row) => row.x_number === draft.x_number && row.account_id === draft.account_id && LIVE.includes(row.state));
  return {
    fingerprint: JSON.stringify(draft),
    blockers: [
      ...(draft.appid === "" ? (["appid_missing"] as const) : []),
      ...(draft.x_number === "" ? (["x_not_of_account"] as const) : []),
      ...(draft.a_number === "" ? (["a_missing"] as const) : /^\+?\d{3,24}$/.test(draft.a_number) ? [] : (["a_not_a_number"] as const)),
      ...(!axb ? [] : draft.b_number === "" ? (["b_missing"] as const) : /^\+?\d{3,24}$/.test(draft.b_number) ? [] : (["b_not_a_number"] as const)),
      ...(axb && draft.a_number !== "" && draft.a_number === draft.b_number ? (["same_number"] as const) : []),
      ...(ttl === null ? (["ttl_missing"] as const) : ttl === 0 && axb ? (["ttl_zero"] as const) : []),
      ...(conflicts.length > 0 ? (["conflict"] as const) : []),
    ],
    confirmations: [
      ...(axb && draft.shows_a_to_b ? (["reveals_a_to_b"] as const) : []),
      ...(draft.shows_caller_to_a ? [axb ? ("reveals_b_to_a" as const) : ("reveals_callers_to_a" as const)] : []),
      ...(ttl === 0 && !axb ? (["for_ever"] as const) : []),
      ...(draft.record ? (["recording"] as const) : []),
    ],
    conflicts,
    ends_at: ttl === null || ttl === 0 ? null : Date.now() + ttl * 1_000,
    a_number_revealed: draft.a_number,
    b_number_revealed: draft.b_number,
  };
}

type Commands = "planBind" | "approveBind" | "listBindings" | "bindingStory" | "releaseBinding" | "decideBinding" | "revealBinding" | "saveRecording";

export function bindingAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  const story = (id: number) => found(world.bindings.find(({ binding: row }) => row.id === id));
  const change = (id: number, to: Partial<Binding>): Binding => {
    const changed = { ...story(id).binding, ...to, state_at: Date.now() };
    become({ bindings: world.bindings.map((row) => (row.binding.id === id ? { ...row, binding: changed } : row)) }, "bindings", "status");
    return changed;
  };
  return {
    planBind: (draft) => planOf(world, draft),
    approveBind: ({ draft }) => {
      const account = found(world.accounts.find(({ id }) => id === draft.account_id));
      const id = nextId(world.bindings.map(({ binding: row }) => row));
      const ttl = draft.ttl_seconds ?? 0;
      const row = binding({
        id,
        kind: draft.kind,
        account_id: account.id,
        vendor: account.vendor,
        account_name: account.name,
        appid: draft.appid,
        x_number: draft.x_number,
        a_number_masked: masked(draft.a_number),
        b_number_masked: masked(draft.b_number),
        shows_a_to_b: draft.shows_a_to_b,
        shows_caller_to_a: draft.shows_caller_to_a,
        record: draft.record,
        ttl_seconds: ttl,
        ends_at: ttl === 0 ? null : Date.now() + ttl * 1_000,
        reference: draft.reference,
        approved_at: Date.now(),
        state_at: Date.now() + 700,
      });
      become({ bindings: [storyOfBinding(row), ...world.bindings] }, "bindings", "status");
      return { result: "approved", binding_id: id };
    },
    listBindings: ({ live_only, account_id, search, before, limit }) => {
      const all = world.bindings
        .map(({ binding: row }) => row)
        .filter(
          (row) =>
            (!live_only || LIVE.includes(row.state)) &&
            (account_id === null || row.account_id === account_id) &&
            (search === "" ||
              row.reference === search ||
              row.subid === search ||
              [row.a_number_masked, row.b_number_masked, row.x_number].some((number) => number.startsWith(search) || number.endsWith(search))),
        );
      return { ...pageOf(all, { before, limit }), total: before === null ? all.length : null };
    },
    bindingStory: story,
    releaseBinding: (id) => change(id, { state: "released", can_release: false, ends_at: Date.now() }),
    decideBinding: ({ binding_id, bound }) =>
      void change(binding_id, bound ? { state: "bound", can_release: true } : { state: "ended", can_release: false, reserved_until: null }),
    saveRecording: () => ({ result: "saved", path: "/home/li.min/recording.wav" }),
    revealBinding: (id) => {
      const { binding: row } = story(id);
      return { a_number_revealed: row.a_number_masked.replace("****", "1234"), b_number_revealed: row.b_number_masked.replace("****", "1234") };
    },
  };
}
