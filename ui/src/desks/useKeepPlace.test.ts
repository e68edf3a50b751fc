import { expect, test } from "vitest";

import { movedBy } from "./useKeepPlace";

/** Rows of falling ids, which count how often one is looked at. */
function counted(from: number, count: number) {
  const looked = { times: 0 };
  const rows = Array.from({ length: count }, (_, index) => ({
    get id() {
      looked.times += 1;
      return from - index;
    },
  }));
  return { rows, looked };
}

test("tells by how many places rows moved, when others came, went, or the first of them left", () => {
  const before = counted(1_000, 1_000).rows;
  expect(movedBy(before, counted(1_250, 1_250).rows, 400)).toBe(250);
  expect(movedBy(before, counted(990, 990).rows, 400)).toBe(-10);
  expect(movedBy(before, before.filter((_, index) => index !== 400), 400)).toBe(-1);
  expect(movedBy(before, [], 400)).toBe(0);
});

test("a page that comes at the end of a very long list looks at the rows in sight alone", () => {
  const before = counted(500_000, 500_000);
  const after = counted(500_003, 500_103);
  expect(movedBy(before.rows, after.rows, 499_900)).toBe(3);
  expect(before.looked.times + after.looked.times).toBeLessThan(100);
});
