import { act } from "@testing-library/react";
import { useEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Conversation } from "../../../contract/Conversation";
import { fakeProgram } from "../../../dev/fakeProgram";
import { conversation } from "../../../dev/world";
import { show } from "../../../test/show";
import { useMarkRead } from "./useMarkRead";

let become: (change: Partial<Conversation>) => void = () => undefined;

function Reading({ start }: { start: Conversation }) {
  const [of, set] = useState(start);
  useEffect(() => {
    become = (change) => act(() => set((before) => ({ ...before, ...change })));
  }, []);
  useMarkRead(of);
  return null;
}

/** A conversation that stands open. */
function open(unread: number) {
  const program = fakeProgram({ api: { markRead: () => Promise.resolve() } });
  const shown = show(<Reading start={conversation({ id: 13, last_reply_id: 33, unread })} />, program);
  return { ...shown, read: () => program.asked.filter(({ command }) => command === "markRead").map(({ request }) => request) };
}

const aWhile = () => act(() => vi.advanceTimersByTimeAsync(5_000));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("what is passed by is not read, what stays open is", async () => {
  const passed = open(2);
  await act(() => vi.advanceTimersByTimeAsync(50));
  passed.unmount();
  await aWhile();
  expect(passed.read()).toEqual([]);

  const { read } = open(2);
  await aWhile();
  expect(read()).toEqual([13]);
});

test("what has nothing unread is not marked", async () => {
  const { read } = open(0);
  await aWhile();
  expect(read()).toEqual([]);
});

test("what arrives while nobody is there stays unread until there is a sign of life", async () => {
  const focus = vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const { read } = open(1);
  // Opened by a person, wherever the focus is.
  await aWhile();
  expect(read()).toEqual([13]);

  become({ unread: 0 });
  become({ unread: 1, last_reply_id: 34 });
  await aWhile();
  expect(read()).toEqual([13]);
  window.dispatchEvent(new Event("focus"));
  await aWhile();
  expect(read()).toEqual([13, 13]);

  focus.mockReturnValue(true);
  become({ unread: 2, last_reply_id: 35 });
  await aWhile();
  expect(read()).toEqual([13, 13, 13]);
});
