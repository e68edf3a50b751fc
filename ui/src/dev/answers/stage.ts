import type { Client } from "../../contract/client";
import type { Problem } from "../../contract/Problem";
import type { Topic } from "../../contract/Topic";
import type { World } from "../world";

/** What the made-up program answers to each command. */
export type Answers = { [Command in keyof Client]: (...request: Parameters<Client[Command]>) => Awaited<ReturnType<Client[Command]>> };

/** Where answers come from, and how they change it. */
export interface Stage {
  world: World;
  /** Changes the world, and tells the window. */
  become: (change: Partial<World>, ...topics: Topic[]) => void;
}

function notFound(): Problem {
  return { code: "not_found", message: "no such row" };
}

/** Throws as the program does: a plain object of the contract. */
export function found<T>(row: T | undefined): T {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- commands are rejected with a Problem
  if (row === undefined) throw notFound();
  return row;
}

/** A page of rows that are sorted, newest first. */
export function pageOf<T extends { id: number }>(all: readonly T[], { before, limit }: { before: number | null; limit: number }): { rows: T[]; next: number | null } {
  const rows = all.filter((row) => before === null || row.id < before).slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last !== undefined && last !== all.at(-1) ? last.id : null };
}

/** The next free id. */
export function nextId(rows: readonly { id: number }[]): number {
  return 1 + Math.max(0, ...rows.map(({ id }) => id));
}
