import { configure } from "@testing-library/react";
import { useMemo, useState, type ReactNode } from "react";

import { PreferencesContext } from "../app/preferences";
import { ReadyContext } from "../app/profile";
import type { Client } from "../contract/client";
import type { Language } from "../contract/Language";
import type { Preferences } from "../contract/Preferences";
import type { SendPlan } from "../contract/SendPlan";
import { fakeProgram, type FakeProgram } from "../dev/fakeProgram";
import { busyWorld, practiceWorld, type World } from "../dev/world";
import { show } from "../test/show";

// A whole desk takes its time in jsdom while other suites run beside it.
configure({ asyncUtilTimeout: 8_000 });

interface Options {
  api?: Partial<Client>;
  practice?: boolean;
  /** Where it starts; a busy one unless given. */
  world?: World;
  language?: Language;
}

/** Shows a desk in an open profile; returns the program it talks to. */
export function showDesk(desk: ReactNode, { api = {}, practice = false, language = "en", world: given }: Options = {}): FakeProgram {
  const world = given ?? (practice ? practiceWorld() : busyWorld());
  if (world.profile.state !== "ready") throw new Error("the made-up world is not open");
  const program = fakeProgram({ world, api });
  show(
    <ReadyContext value={world.profile}>
      <Prefers of={world.preferences}>{desk}</Prefers>
    </ReadyContext>,
    program,
    { language },
  );
  return program;
}

function Prefers({ of, children }: { of: Preferences; children: ReactNode }) {
  const [preferences, become] = useState(of);
  const preferring = useMemo(() => ({ preferences, prefer: (change: Partial<Preferences>) => become({ ...preferences, ...change }) }), [preferences]);
  return <PreferencesContext value={preferring}>{children}</PreferencesContext>;
}

/** A plan that can be approved as it is. */
export function plan(change: Partial<SendPlan> = {}): SendPlan {
  return {
    fingerprint: "f1",
    numbers: 4,
    duplicates: 1,
    suppressed: 0,
    suppressed_lines: [],
    bad_lines: [],
    bad_line_count: 0,
    characters: 49,
    segments_each: 1,
    segments_total: 4,
    characters_left: 21,
    operations: 1,
    previews: [],
    blockers: [],
    warnings: [],
    confirmations: [],
    messages_left: 18_204,
    encoding: null,
    scheduled: null,
    callback_url: null,
    ...change,
  };
}

/** A command that always answers the same. */
export function says<T>(answer: T): () => Promise<T> {
  return () => Promise.resolve(answer);
}

/** A promise that is kept when the test says so. */
export function later<T>(): { promise: Promise<T>; keep: (value: T) => void } {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}
