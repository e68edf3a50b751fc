import { expect, test, vi } from "vitest";

import { longList, type ListPage } from "./longList";
import { byId, falling } from "./rows";
import { movedBy } from "./useKeepPlace";

interface Row {
  id: number;
}

/** A program with rows of all ids from `count` down to 1, which tells how often one of them is looked at. */
function program(count: number) {
  let top = count;
  const looked = { times: 0 };
  const row = (id: number): Row => ({
    get id() {
      looked.times += 1;
      return id;
    },
  });
  const ask = vi.fn(({ before, limit }: { before: number | null; limit: number }): Promise<ListPage<Row>> => {
    const from = before === null ? top : before - 1;
    const rows = Array.from({ length: Math.min(limit, from) }, (_, index) => row(from - index));
    return Promise.resolve({ rows, next: from > limit ? from - limit + 1 : null });
  });
  return {
    ask,
    looked,
    asked: () => ask.mock.calls.map(([{ before }]) => before),
    add: (more: number) => {
      top += more;
    },
    forget: () => {
      looked.times = 0;
      ask.mockClear();
    },
  };
}

/** All answers are there at once: nothing but promises lies before them. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

/** A list of `count` rows, of which `loaded` were scrolled past. */
async function loaded(count: number, loadedRows: number) {
  const from = program(count);
  const list = longList<Row, ListPage<Row>>({ ask: from.ask, order: byId });
  const length = () => list.read().rows?.length ?? 0;
  const at = (index: number) => list.read().rows?.at(index)?.id;
  list.look(0, 30);
  await settled();
  while (length() < loadedRows) {
    list.look(length() - 40, length() - 1);
    await settled();
  }
  /** Every row that is here with its place, and how many are not. */
  const all = () => {
    const ids = Array.from({ length: length() }, (_, index) => at(index));
    return { ids, gone: ids.filter((id) => id === undefined).length };
  };
  from.forget();
  return { from, list, length, at, all };
}

test("with 500,000 rows loaded, an event, a page and a scroll look at rows around those in sight alone", { timeout: 60_000 }, async () => {
  const { from, list, length, at } = await loaded(600_000, 500_000);
  // A page is a hundred rows, of which each is looked at a few times; three are around whatever is in sight.
  const few = 3 * 100 * 10;

  const before = list.read().rows;
  list.look(length() - 40, length() - 1);
  await settled();
  expect(from.asked()).toHaveLength(1);
  const after = list.read().rows;
  if (before === undefined || after === undefined) throw new Error("the rows are not there");
  expect(after.length).toBe(before.length + 100);
  expect(movedBy(before, after, before.length - 40)).toBe(0);
  expect(from.looked.times).toBeLessThan(few);

  from.forget();
  list.changed();
  await settled();
  expect(from.asked().length).toBeGreaterThan(0);
  expect(from.asked().length).toBeLessThanOrEqual(3);
  expect(from.looked.times).toBeLessThan(few);

  from.forget();
  list.look(250_000, 250_030);
  await settled();
  expect(from.asked().length).toBeLessThanOrEqual(3);
  expect(at(250_010)).toBe(600_000 - 250_010);
  expect(from.looked.times).toBeLessThan(few);

  // Nothing is looked at to scroll where the rows are.
  from.forget();
  list.look(250_005, 250_035);
  await settled();
  expect(from.asked()).toEqual([]);
  expect(from.looked.times).toBe(0);
});

test("pages far away are let go, keep their places, and are asked for again when somebody comes back", async () => {
  const { from, list, length, at, all } = await loaded(20_000, 10_000);
  expect(length() - all().gone).toBeLessThanOrEqual(3_100);
  expect(all().ids.filter((id, index) => id !== undefined && id !== 20_000 - index)).toEqual([]);
  // The newest page is at hand, and what is in the middle is not.
  expect(at(0)).toBe(20_000);
  expect(at(4_000)).toBeUndefined();

  from.forget();
  const there = length();
  list.look(4_010, 4_040);
  expect(length()).toBe(there);
  await settled();
  expect(from.asked()).toEqual([20_000 - 3_900 + 1, 20_000 - 4_000 + 1, 20_000 - 4_100 + 1]);
  expect(Array.from({ length: 31 }, (_, index) => at(4_010 + index))).toEqual(Array.from({ length: 31 }, (_, index) => 20_000 - 4_010 - index));
  expect(length()).toBe(there);
});

test("the page of the row the keyboard is at is kept wherever somebody looks", async () => {
  const { list, length } = await loaded(20_000, 200);
  list.look(100, 130, 20_000 - 120);
  while (length() < 10_000) {
    list.look(length() - 40, length() - 1);
    await settled();
  }
  expect(list.read().rows?.placeOf(20_000 - 120)).toBe(120);
  expect(list.read().rows?.find(20_000 - 120)?.id).toBe(20_000 - 120);
  expect(list.read().rows?.placeOf(20_000 - 520)).toBe(-1);
});

test("dragging through a long list asks for a few pages at once, and then for those where it ended", async () => {
  const { from, list, at } = await loaded(20_000, 15_000);
  for (let first = 500; first <= 9_500; first += 300) list.look(first, first + 30);
  expect(from.asked().length).toBeLessThanOrEqual(4);
  await settled();
  expect(from.asked().length).toBeLessThanOrEqual(8);
  expect(at(9_510)).toBe(20_000 - 9_510);
});

test.each([
  ["at the top", 0],
  ["a little below it", 70],
  ["far below it", 2_000],
])("after rows came one by one, with somebody %s, no id is missing or there twice", async (_, first) => {
  const { from, list, length, at } = await loaded(10_000, 4_000);
  let sight = first;
  list.look(sight, sight + 30);
  await settled();
  for (let event = 1; event <= 300; event += 1) {
    const before = list.read().rows;
    from.forget();
    from.add(1 + (event % 3));
    list.changed();
    await settled();
    // However many came before, only what is around there is asked for.
    expect(from.asked().length).toBeLessThanOrEqual(8);
    const rows = list.read().rows;
    if (before === undefined || rows === undefined) throw new Error("the rows are not there");
    if (sight > 0) sight += movedBy(before, rows, sight);
    list.look(sight, sight + 30);
    await settled();
  }
  expect(length()).toBeGreaterThanOrEqual(4_000);
  for (let place = 0; place < length(); place += 30) {
    list.look(place, place + 30);
    await settled();
  }
  for (let place = length() - 1; place >= 0; place -= 30) {
    list.look(Math.max(0, place - 30), place);
    await settled();
  }
  const top = 10_000 + 600;
  list.look(0, 30);
  await settled();
  expect(at(0)).toBe(top);
  for (let place = 0; place + 30 < 4_000; place += 30) {
    list.look(place, place + 30);
    await settled();
    expect(Array.from({ length: 31 }, (__, index) => at(place + index))).toEqual(Array.from({ length: 31 }, (__, index) => top - place - index));
  }
});

test("a row that is moved to the top leaves its place", async () => {
  interface Talk extends Row {
    newest: number;
  }
  let talks = Array.from({ length: 450 }, (_, index): Talk => ({ id: 1_000 + index, newest: 450 - index }));
  const ask = ({ before, limit }: { before: number | null; limit: number }) => {
    const from = talks.filter(({ newest }) => before === null || newest < before);
    const rows = from.slice(0, limit);
    return Promise.resolve({ rows, next: from.length > limit ? (rows.at(-1)?.newest ?? null) : null });
  };
  const list = longList<Talk, ListPage<Talk>>({ ask, order: falling(({ newest }) => newest) });
  for (const last of [60, 160, 260, 360, 440]) {
    list.look(last - 30, last);
    await settled();
  }
  const moved = talks[330];
  if (moved === undefined) throw new Error("no such row");
  talks = [{ ...moved, newest: 451 }, ...talks.filter(({ id }) => id !== moved.id)];
  // The page it was on is not in sight, and is not asked for.
  list.look(0, 10);
  list.changed();
  await settled();
  const ids = () => Array.from({ length: list.read().rows?.length ?? 0 }, (_, index) => list.read().rows?.at(index)?.id);
  expect(ids()).toEqual(talks.map(({ id }) => id));
  expect(list.read().rows?.stillAt(moved)).toBe(-1);
});

test("a page that could not be had says so, and is asked for again", async () => {
  const { from, list, at } = await loaded(20_000, 10_000);
  const answer = from.ask.getMockImplementation();
  from.ask.mockRejectedValue(new Error("busy"));
  list.look(4_010, 4_020);
  await settled();
  expect(list.read()).toMatchObject({ failure: null, stuck: new Error("busy") });
  expect(at(4_010)).toBeUndefined();
  if (answer !== undefined) from.ask.mockImplementation(answer);
  list.again();
  await settled();
  expect(list.read().stuck).toBeNull();
  expect(at(4_010)).toBe(20_000 - 4_010);

  // What failed where nobody looks any more is told until somebody presses, and not for ever.
  from.ask.mockRejectedValue(new Error("busy"));
  list.changed();
  await settled();
  if (answer !== undefined) from.ask.mockImplementation(answer);
  list.look(0, 30);
  await settled();
  expect(list.read().stuck).toEqual(new Error("busy"));
  list.again();
  await settled();
  expect(list.read().stuck).toBeNull();
});
