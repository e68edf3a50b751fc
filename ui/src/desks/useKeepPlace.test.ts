import { expect, test } from "vitest";

import { byId, rowsOf } from "./rows";
import { movedBy } from "./useKeepPlace";

interface Row {
  id: number;
  /** Its place in the order, where that is not its id. */
  rank?: number;
}

/** These rows by pages. */
function list(rows: readonly Row[], rank: (row: Row) => number = byId.rank) {
  const pages = Array.from({ length: Math.ceil(rows.length / 100) }, (_, page) => rows.slice(page * 100, page * 100 + 100));
  return rowsOf(
    pages.map((page) => ({ rows: page, count: page.length })),
    rank,
  );
}

/** Rows of falling ids. */
const down = (from: number) => Array.from({ length: from }, (_, index): Row => ({ id: from - index }));

test("tells by how many places rows moved, when others came, went, or the first of them left", () => {
  const before = list(down(1_000));
  expect(movedBy(before, list(down(1_250)), 400)).toBe(250);
  expect(movedBy(before, list(down(990)), 400)).toBe(-10);
  expect(movedBy(before, list(down(1_000).filter((_, index) => index !== 400)), 400)).toBe(-1);
  expect(movedBy(before, list([]), 400)).toBe(0);
});

test("a row that was moved to the top takes nobody along", () => {
  const rank = (row: Row) => row.rank ?? row.id;
  const before = list(down(1_000), rank);
  const moved = [{ id: 600, rank: 1_001 }, ...down(1_000).filter(({ id }) => id !== 600)];
  expect(movedBy(before, list(moved, rank), 400)).toBe(0);
});

test("rows that were let go tell nothing, and stand in nobody's way", () => {
  const gone = { rows: null, count: 500 };
  const page = (from: number) => ({ rows: down(from).slice(0, 100), count: 100 });
  const before = rowsOf([gone, page(1_000)], byId.rank);
  const after = rowsOf([{ ...gone, count: 498 }, page(1_000)], byId.rank);
  expect(movedBy(before, after, 490)).toBe(-2);
  expect(movedBy(before, after, 100)).toBe(0);
});
