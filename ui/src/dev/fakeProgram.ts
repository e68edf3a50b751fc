import type { Changed } from "../contract/Changed";
import type { Client } from "../contract/client";
import type { Topic } from "../contract/Topic";
import type { Program } from "../ipc/context";
import { answersOf } from "./answers";
import { freshWorld, type World } from "./world";

/** A made-up program: answers from `world`, and tells what it was asked in `asked`. */
export interface FakeProgram extends Program {
  world: World;
  /** Every command and its request, in order. */
  asked: { command: keyof Client; request: unknown }[];
  /** Tells the window that something changed. */
  tell: (...topics: Topic[]) => void;
}

interface Options {
  /** Where it starts; a program never opened unless given. */
  world?: World;
  /** Commands that answer otherwise. */
  api?: Partial<Client>;
}

/** Makes one. */
export function fakeProgram({ world = freshWorld(), api: otherwise = {} }: Options = {}): FakeProgram {
  const listeners = new Set<(changed: Changed) => void>();
  const asked: FakeProgram["asked"] = [];
  const tell = (...topics: Topic[]) => {
    for (const listener of [...listeners]) listener({ topics });
  };
  const become = (change: Partial<World>, ...topics: Topic[]) => {
    Object.assign(world, change);
    if (topics.length > 0) tell(...topics);
  };
  const answers = answersOf({ world, become });

  const api = Object.fromEntries(
    (Object.keys(answers) as (keyof Client)[]).map((command) => [
      command,
      async (request: never) => {
        asked.push({ command, request });
        // As across the process border: later, and never the same object.
        await Promise.resolve();
        const instead = otherwise[command] as ((request: never) => Promise<unknown>) | undefined;
        const answer = await (instead === undefined ? (answers[command] as (request: never) => unknown)(request) : instead(request));
        return answer === undefined ? undefined : structuredClone(answer);
      },
    ]),
  ) as unknown as Client;

  return {
    api,
    world,
    asked,
    tell,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
