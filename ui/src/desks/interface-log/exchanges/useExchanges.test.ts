import { expect, test } from "vitest";

import type { ExchangeCursor } from "../../../contract/ExchangeCursor";
import type { ExchangeRef } from "../../../contract/ExchangeRef";
import { exchange } from "../../../dev/world";
import { longList, type ListPage } from "../../longList";
import { rowId, type ListedExchange } from "./ref";
import { byEachTable } from "./useExchanges";

/** A log of three tables, newest first, as the program answers from it. */
function log(count: number) {
  const newest: ExchangeCursor = { attempt: 0, poll: 0, push: 0 };
  const rows: ListedExchange[] = [];
  const add = (at: ExchangeRef["at"]) => {
    newest[at] += 1;
    const of: ExchangeRef = { at, id: newest[at] };
    rows.unshift({ ...exchange({ of }).row, id: rowId(of) });
  };
  const tables = ["poll", "attempt", "poll", "push", "poll"] as const;
  for (let index = 0; index < count; index += 1) add(tables[index % tables.length] ?? "poll");
  const ask = ({ before, limit }: { before: ExchangeCursor | null; limit: number }) => {
    const from = rows.filter(({ of: { at, id } }) => before === null || id < before[at]);
    const page = from.slice(0, limit);
    // What no row of the page is of stays where it was.
    const next = { ...(before ?? { attempt: newest.attempt + 1, poll: newest.poll + 1, push: newest.push + 1 }) };
    for (const { of } of page) next[of.at] = of.id;
    return Promise.resolve({ rows: page, next: from.length > limit ? next : null });
  };
  return { rows, add, ask };
}

const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

test("no exchange is missing or there twice when others come, of whichever table", async () => {
  const { rows, add, ask } = log(600);
  const list = longList<ListedExchange, ListPage<ListedExchange, ExchangeCursor>, ExchangeCursor>({ ask, order: byEachTable });
  const ids = () => Array.from({ length: list.read().rows?.length ?? 0 }, (_, index) => list.read().rows?.at(index)?.id);
  for (let at = 0; at < 500; at += 40) {
    list.look(at, at + 30);
    await settled();
  }
  for (const at of ["push", "attempt", "poll", "push", "poll"] as const) {
    add(at);
    for (const first of [0, 90, 200]) {
      list.look(first, first + 30);
      list.changed();
      await settled();
    }
  }
  list.look(0, 30);
  await settled();
  expect(ids().length).toBeGreaterThan(500);
  expect(ids()).toEqual(rows.slice(0, ids().length).map(({ id }) => id));
});
