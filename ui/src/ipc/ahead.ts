import type { Call } from "../contract/client";

/** By then whoever was to ask has asked: what is left over would be old. */
const KEPT_MS = 5_000;

/** An answer that is here already, where there is one: given at once, it is drawn with the page and not after it. */
export class Here {
  constructor(readonly answer: { value: unknown } | undefined) {}

  // As a promise has one: a question may be made of more than the command it asks.
  then(next: (value: unknown) => unknown): Here {
    return this.answer === undefined ? this : new Here({ value: next(this.answer.value) });
  }
}

/** Questions that are asked before there is a page to ask them. */
export interface Ahead {
  /** Asks now, and keeps the answer for the first who asks the same. */
  ask: Call;
  /** As a page asks: takes the answer that is on its way, or asks. */
  take: Call;
  /** Takes the answer if it has come, as a `Here`, and asks nothing. */
  takeHere: Call;
  /** Something changed: no answer from before it is given to anyone. */
  forget: () => void;
}

interface Kept {
  promise: Promise<unknown>;
  here: Here;
}

const NOT_HERE = new Here(undefined);

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same for the same question, in whatever order its fields stand. */
function nameOf(command: string, request: unknown): string {
  const inOrder = (_key: string, value: unknown) =>
    isPlain(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
  return `${command} ${JSON.stringify(request, inOrder)}`;
}

/** Makes a place for such questions, around what asks the program. */
export function makeAhead(call: Call): Ahead {
  const answers = new Map<string, Kept>();
  return {
    ask: (command, request) => {
      const name = nameOf(command, request);
      const kept: Kept = { promise: call(command, request), here: NOT_HERE };
      answers.set(name, kept);
      const drop = () => {
        if (answers.get(name) === kept) answers.delete(name);
      };
      // One that went wrong is asked again by the page, which says so.
      kept.promise.then((value) => (kept.here = new Here({ value })), drop);
      setTimeout(drop, KEPT_MS);
      return kept.promise;
    },
    take: (command, request) => {
      const name = nameOf(command, request);
      const kept = answers.get(name);
      answers.delete(name);
      return kept?.promise ?? call(command, request);
    },
    takeHere: (command, request) => {
      const name = nameOf(command, request);
      const here = answers.get(name)?.here ?? NOT_HERE;
      if (here !== NOT_HERE) answers.delete(name);
      return here as unknown as Promise<unknown>;
    },
    forget: () => answers.clear(),
  };
}
