import type { NumberRef } from "../contract/NumberRef";

type Typed = Extract<NumberRef, { at: "typed" }>;
type Kept = Exclude<NumberRef, Typed>;

const places: Record<Kept["at"], true> = {
  message: true,
  reply: true,
  conversation: true,
  binding_a: true,
  binding_b: true,
  binding_x: true,
  check: true,
  caller: true,
  callee: true,
  suppressed: true,
};

/** The address of a number's page; it names where the number stands, so that the number itself stays masked. */
export function numberPath(of: NumberRef): string {
  return `/number/${of.at}/${of.at === "typed" ? of.digits.replace(/\D/g, "") : of.id}`;
}

/** The number an address names; none when it names none. */
export function numberAt(at: string, which: string): NumberRef | null {
  if (!/^\d+$/.test(which)) return null;
  if (at === "typed") return { at, digits: which };
  return Object.hasOwn(places, at) ? ({ at: at as Kept["at"], id: Number(which) } satisfies Kept) : null;
}
