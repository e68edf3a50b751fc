import type { NumberRef } from "../../contract/NumberRef";
import type { World } from "../world";
import { found } from "./stage";

/** As the program masks: the first three digits and the last four. */
export function masked(digits: string): string {
  return digits.length < 8 ? digits : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** Whether a masked number may be the one that typed digits mean: its start, its end, or all of it. */
export function fitsNumber(number: string, typed: string): boolean {
  const digits = typed.replace(/\D/g, "");
  if (digits === "") return false;
  const [start = "", end = ""] = number.split("****");
  return number === masked(digits) || number === digits || (digits.length >= 3 && (start.startsWith(digits) || number.startsWith(digits))) || (digits.length >= 4 && (end === "" ? number : end).endsWith(digits));
}

/** The number a reference names, masked; an X number in full. */
export function maskedOf(world: World, of: NumberRef): string {
  const binding = (id: number) => found(world.bindings.find((story) => story.binding.id === id)).binding;
  const call = (id: number) => found(world.bindings.flatMap(({ calls }) => calls).find((one) => one.id === id));
  switch (of.at) {
    case "message":
      return found(world.messages.find(({ id }) => id === of.id)).number_masked;
    case "reply":
      return found(world.replies.find(({ id }) => id === of.id)).number_masked;
    case "conversation":
      return found(world.conversations.find(({ id }) => id === of.id)).number_masked;
    case "binding_a":
      return binding(of.id).a_number_masked;
    case "binding_b":
      return binding(of.id).b_number_masked;
    case "binding_x":
      return binding(of.id).x_number;
    case "check":
      return found(world.checks.find(({ id }) => id === of.id)).number_masked ?? "";
    case "caller":
      return call(of.id).caller_masked;
    case "callee":
      return call(of.id).callee_masked;
    case "suppressed":
      return found(world.suppressed.find(({ id }) => id === of.id)).number_masked;
    case "typed": {
      const digits = of.digits.replace(/\D/g, "");
      return isX(world, digits) ? digits : masked(digits);
    }
  }
}

export function isX(world: World, number: string): boolean {
  return world.bindings.some(({ binding }) => binding.x_number === number) || world.accounts.some(({ x_numbers }) => x_numbers.includes(number));
}
