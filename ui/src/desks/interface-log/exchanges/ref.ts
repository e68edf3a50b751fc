import type { ExchangeRef } from "../../../contract/ExchangeRef";
import type { ExchangeRow } from "../../../contract/ExchangeRow";

const tables: readonly ExchangeRef["at"][] = ["attempt", "poll", "push"];

/** An exchange as a row of the list: the list tells its rows apart by a number. */
export interface ListedExchange extends ExchangeRow {
  id: number;
}

/** One number for an exchange, whatever table it stands in. */
export function rowId({ at, id }: ExchangeRef): number {
  return id * tables.length + tables.indexOf(at);
}

/** The exchange a number of `rowId` stands for. */
export function refOf(row: number): ExchangeRef {
  const at = tables[row % tables.length] ?? "attempt";
  return { at, id: Math.floor(row / tables.length) };
}
