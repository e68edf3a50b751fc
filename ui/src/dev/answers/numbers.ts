import type { Binding } from "../../contract/Binding";
import type { FoundNumber } from "../../contract/FoundNumber";
import type { NumberCall } from "../../contract/NumberCall";
import type { NumberItem } from "../../contract/NumberItem";
import type { NumberRef } from "../../contract/NumberRef";
import type { World } from "../world";
import { fitsNumber, isX, maskedOf } from "./numberRef";
import { type Answers, type Stage } from "./stage";

function callsOf(world: World): NumberCall[] {
  return world.bindings.flatMap(({ binding, calls }) =>
    calls.map(({ fields: _fields, released_by: _by, ...call }) => ({ ...call, vendor: binding.vendor, account_name: binding.account_name, binding_id: binding.id })),
  );
}

/** Everything with that number, newest first. */
function timelineOf(world: World, number: string): NumberItem[] {
  const has = (...numbers: (string | null)[]) => numbers.includes(number);
  const items: NumberItem[] = [
    ...world.messages.filter((row) => has(row.number_masked)).map((row) => ({ at: row.submitted_at ?? row.approved_at, what: { kind: "message" as const, row } })),
    ...world.replies.filter((row) => has(row.number_masked)).map((row) => ({ at: row.received_at, what: { kind: "reply" as const, row } })),
    ...callsOf(world)
      .filter((row) => has(row.caller_masked, row.callee_masked, row.x_number))
      .map((row) => ({ at: row.began_at ?? row.received_at, what: { kind: "call" as const, row } })),
    ...world.bindings
      .map(({ binding }) => binding)
      .filter((row) => has(row.a_number_masked, row.b_number_masked, row.x_number))
      .map((row) => ({ at: row.approved_at, what: { kind: "binding" as const, row } })),
    ...world.checks.filter((row) => has(row.number_masked)).map((row) => ({ at: row.at, what: { kind: "check" as const, row } })),
  ];
  return items.sort((a, b) => b.at - a.at);
}

/** How far a page of the made-up timeline got: counted, where the program keeps an id of each kind. */
const cursorAt = (shown: number) => ({ message: shown, reply: 0, call: 0, binding: 0, check: 0 });

function numbersOf(world: World): FoundNumber[] {
  const all: { of: NumberRef; number: string; at: number }[] = [
    ...world.bindings.flatMap(({ binding }) => [
      { of: { at: "binding_x" as const, id: binding.id }, number: binding.x_number, at: binding.state_at },
      { of: { at: "binding_a" as const, id: binding.id }, number: binding.a_number_masked, at: binding.state_at },
      { of: { at: "binding_b" as const, id: binding.id }, number: binding.b_number_masked, at: binding.state_at },
    ]),
    ...world.messages.map((row) => ({ of: { at: "message" as const, id: row.id }, number: row.number_masked, at: row.state_at })),
    ...world.replies.map((row) => ({ of: { at: "reply" as const, id: row.id }, number: row.number_masked, at: row.received_at })),
  ];
  const seen = new Set([""]);
  const different = all.filter(({ number }) => !seen.has(number) && seen.add(number));
  return different.map(({ of, number, at }) => ({ of, number_masked: number, is_x: isX(world, number), last_at: at }));
}

const endOf = ({ state, ends_at, state_at }: Binding) => (state === "released" || state === "ended" ? (ends_at ?? state_at) : ends_at);
const mayHold = ({ state }: Binding) => state !== "rejected" && state !== "not_sent" && state !== "binding";

export function numberAnswers({ world }: Stage): Pick<Answers, "numberView" | "revealRef" | "findNumbers" | "behindX"> {
  return {
    numberView: ({ of, kinds, before, limit }) => {
      const number = maskedOf(world, of);
      const all = timelineOf(world, number).filter(({ what }) => kinds.length === 0 || kinds.includes(what.kind));
      const from = before?.message ?? 0;
      return {
        number_masked: number,
        is_x: isX(world, number),
        suppressed: world.suppressed.find(({ number_masked }) => number_masked === number) ?? null,
        rows: all.slice(from, from + limit),
        next: from + limit < all.length ? cursorAt(from + limit) : null,
      };
    },
    revealRef: (of) => maskedOf(world, of).replace("****", "1234"),
    findNumbers: (typed) =>
      numbersOf(world)
        .filter(({ number_masked }) => fitsNumber(number_masked, typed))
        .slice(0, 20),
    behindX: ({ x_number, at }) => {
      const of = world.bindings.map(({ binding }) => binding).filter((binding) => binding.x_number === x_number && mayHold(binding));
      const held = of
        .filter((binding) => binding.approved_at <= at && (endOf(binding) ?? Infinity) > at)
        .map((binding) => ({ binding, from_at: binding.approved_at, to_at: endOf(binding), certain: binding.state !== "unknown" && binding.state !== "unconfirmed" }));
      return {
        x_number,
        held,
        ended_before: held.length > 0 ? null : (of.filter((binding) => (endOf(binding) ?? Infinity) <= at).sort((a, b) => (endOf(b) ?? 0) - (endOf(a) ?? 0))[0] ?? null),
        began_after: held.length > 0 ? null : (of.filter(({ approved_at }) => approved_at > at).sort((a, b) => a.approved_at - b.approved_at)[0] ?? null),
      };
    },
  };
}
