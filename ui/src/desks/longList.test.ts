import { expect, test, vi } from "vitest";

import { longList, type ListPage, type LongList } from "./longList";
import { byId } from "./rows";

interface Row {
  id: number;
  state: string;
}

/** A program with so many rows, which answers when it is told to. */
function program(count: number) {
  let rows: Row[] = Array.from({ length: count }, (_, i) => ({ id: count - i, state: "old" }));
  const ask = vi.fn(({ before, limit }: { before: number | null; limit: number }): Promise<ListPage<Row>> => {
    const from = rows.filter(({ id }) => before === null || id < before);
    const page = from.slice(0, limit);
    return Promise.resolve({ rows: page, next: from.length > page.length ? (page.at(-1)?.id ?? null) : null });
  });
  return {
    ask,
    asked: () => ask.mock.calls.map(([{ before }]) => before),
    add: (more: number) => {
      const top = rows[0]?.id ?? 0;
      rows = [...Array.from({ length: more }, (_, i) => ({ id: top + more - i, state: "new" })), ...rows];
    },
    change: (state: string) => {
      rows = rows.map((row) => ({ ...row, state }));
    },
    keep: (which: (row: Row) => boolean) => {
      rows = rows.filter(which);
    },
  };
}

const settled = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve)));

/** Every row in its place; none where it was let go. */
function all<R>(list: LongList<R, ListPage<R>>): (R | undefined)[] {
  const { rows } = list.read();
  return Array.from({ length: rows?.length ?? 0 }, (_, index) => rows?.at(index));
}

/** A list scrolled down to its row `to`. */
async function scrolled(count: number, to: number) {
  const from = program(count);
  const list = longList<Row, ListPage<Row>>({ ask: from.ask, order: byId });
  for (let at = 0; at <= to; at += 40) {
    list.look(at, at + 30);
    await settled();
  }
  from.ask.mockClear();
  return { from, list, ids: () => all(list).map((row) => row?.id) };
}

/** Every id from `from` down to `to`. */
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);

test("asks for a page when somebody comes near its end, each once", async () => {
  const from = program(1_000);
  const list = longList<Row, ListPage<Row>>({ ask: from.ask, order: byId });
  list.look(0, 20);
  await settled();
  expect(from.asked()).toEqual([null]);
  expect(list.read()).toMatchObject({ hasMore: true });
  list.look(30, 50);
  await settled();
  expect(from.asked()).toEqual([null, 901]);
  expect(all(list).map((row) => row?.id)).toEqual(down(1_000, 801));
});

test("a change deep in a list asks for what is in sight alone, however many pages were scrolled past", async () => {
  const { from, list, ids } = await scrolled(5_000, 4_000);
  const before = ids();
  list.look(2_010, 2_040);
  await settled();
  from.ask.mockClear();
  from.change("changed");
  list.changed();
  await settled();
  expect(from.asked().length).toBeLessThanOrEqual(3);
  // Pages far from there were let go: what is left of them are their places.
  expect(ids()).toHaveLength(before.length);
  expect(ids().filter((id, index) => id !== undefined && id !== 5_000 - index)).toEqual([]);
  expect(ids().slice(1_950, 2_100)).toEqual(down(3_050, 2_901));
  expect(list.read().rows?.at(2_020)?.state).toBe("changed");
  expect(list.read().rows?.at(10)?.state).toBe("old");
  list.look(0, 20);
  await settled();
  expect(list.read().rows?.at(10)?.state).toBe("changed");
});

test("at the top, more new rows than a page are followed without the ones below", async () => {
  const { from, list, ids } = await scrolled(1_000, 400);
  list.look(0, 20);
  from.add(250);
  list.changed();
  await settled();
  expect(ids()[0]).toBe(1_250);
  expect(ids()).toEqual(down(1_250, 1_250 - ids().length + 1));
  list.look(180, 210);
  await settled();
  list.look(250, 290);
  await settled();
  expect(ids()).toEqual(down(1_250, 1_250 - ids().length + 1));
});

test("below the top, the hole above is filled and no row is lost or there twice", async () => {
  const { from, list, ids } = await scrolled(1_000, 400);
  const oldest = ids().at(-1) ?? 0;
  list.look(70, 100);
  await settled();
  from.add(250);
  list.changed();
  await settled();
  expect(ids()).toEqual(down(1_250, oldest));
});

test("rows that left the filter go, and those that came into it from elsewhere come", async () => {
  const { from, list, ids } = await scrolled(400, 200);
  from.keep(({ id }) => id % 2 === 0);
  list.changed();
  await settled();
  list.look(0, 20);
  await settled();
  list.look(80, 100);
  await settled();
  expect(ids().slice(0, 100)).toEqual(down(400, 201).filter((id) => id % 2 === 0));
});

test("a question that failed is asked again when somebody looks, not at once", async () => {
  const from = program(10);
  from.ask.mockRejectedValueOnce(new Error("busy"));
  const list = longList<Row, ListPage<Row>>({ ask: from.ask, order: byId });
  list.look(0, 5);
  await settled();
  expect(from.asked()).toEqual([null]);
  // Nothing known is not nothing there.
  expect(list.read()).toMatchObject({ rows: undefined, failure: new Error("busy") });
  list.look(0, 6);
  await settled();
  expect(list.read()).toMatchObject({ failure: null });
  expect(list.read().rows).toHaveLength(10);
});

test("an answer from before a change is followed by one from after it", async () => {
  const answers: ((page: ListPage<Row>) => void)[] = [];
  const list = longList<Row, ListPage<Row>>({ ask: () => new Promise((resolve) => answers.push(resolve)), order: byId });
  list.look(0, 5);
  list.changed();
  answers[0]?.({ rows: [{ id: 1, state: "old" }], next: null });
  await settled();
  answers[1]?.({ rows: [{ id: 1, state: "new" }], next: null });
  await settled();
  expect(all(list)).toEqual([{ id: 1, state: "new" }]);
});
