import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { client } from "../contract/client";
import { Here, makeAhead } from "./ahead";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A program that counts what it is asked. */
function asked() {
  const call = vi.fn((command: string) => Promise.resolve(`${command} ${call.mock.calls.length}`));
  return { call, ahead: makeAhead(call) };
}

test("an answer that was asked for ahead is given once, to the first who asks the same", async () => {
  const { call, ahead } = asked();
  void ahead.ask("list", { filter: { a: 1, b: [2] }, before: null });
  expect(await ahead.take("list", { before: null, filter: { b: [2], a: 1 } })).toBe("list 1");
  expect(call).toHaveBeenCalledTimes(1);
  expect(await ahead.take("list", { before: null, filter: { b: [2], a: 1 } })).toBe("list 2");
});

test("another question is another one", async () => {
  const { ahead } = asked();
  void ahead.ask("list", { before: null });
  expect(await ahead.take("list", { before: 7 })).toBe("list 2");
  expect(await ahead.take("count", { before: null })).toBe("count 3");
});

test("an answer from before a change is given to nobody", async () => {
  const { ahead } = asked();
  await ahead.ask("list", null);
  ahead.forget();
  expect(ahead.takeHere("list", null)).toEqual(new Here(undefined));
  expect(await ahead.take("list", null)).toBe("list 2");
});

test("nor is one that is old, or one that went wrong", async () => {
  const { call, ahead } = asked();
  await ahead.ask("list", null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await ahead.take("list", null)).toBe("list 2");

  call.mockRejectedValueOnce(new Error("no profile"));
  await expect(ahead.ask("list", null)).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(0);
  expect(await ahead.take("list", null)).toBe("list 4");
});

test("what has come is had at once, also of a question that is more than its command", async () => {
  const { ahead } = asked();
  const api = client(ahead.takeHere);
  const identityLength = () => api.identity().then((said) => JSON.stringify(said).length);
  expect(identityLength()).toEqual(new Here(undefined));
  await client(ahead.ask).identity();
  expect(identityLength()).toEqual(new Here({ value: JSON.stringify("identity 1").length }));
  expect(identityLength()).toEqual(new Here(undefined));
});
