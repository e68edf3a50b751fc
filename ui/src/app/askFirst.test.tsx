import { expect, test, vi } from "vitest";

import { client, type Client } from "../contract/client";
import type { ProfileState } from "../contract/ProfileState";
import { fakeProgram } from "../dev/fakeProgram";
import { busyWorld, type World } from "../dev/world";
import { showWindow } from "../test/show";
import { askFirst } from "./askFirst";

const opening: ProfileState = { state: "opening", profile: "live" };

function begin(world: World) {
  const program = fakeProgram({ world });
  const forget = vi.fn();
  let hear: (heard: unknown) => void = () => undefined;
  const listening = new Promise((resolve) => (hear = resolve));
  const preferences = askFirst({ ask: program.api, listening, onChanged: program.onChanged, forget });
  return { program, forget, hear: () => hear(null), preferences, commands: () => program.asked.map(({ command }) => command) };
}

const settled = () => new Promise((pass) => setTimeout(pass, 20));

test("asks for the state of the profile only when its changes are heard, and for the page when it is open", async () => {
  const { commands, hear, preferences } = begin(busyWorld());
  await preferences;
  await settled();
  expect(commands()).toEqual(["preferences"]);
  hear();
  await settled();
  expect(commands()).toContain("profileState");
  expect(commands()).toContain("listMessages");
});

test("waits for a profile that is being opened, and drops what was asked before a change", async () => {
  const world = busyWorld();
  const ready = world.profile;
  const { commands, hear, program, forget } = begin({ ...world, profile: opening });
  hear();
  await settled();
  expect(commands()).not.toContain("listMessages");
  program.world.profile = ready;
  program.tell("profile");
  await settled();
  expect(forget).toHaveBeenCalled();
  expect(commands().filter((command) => command === "listMessages")).toHaveLength(1);
  program.tell("profile");
  await settled();
  expect(commands().filter((command) => command === "listMessages")).toHaveLength(1);
});

test("asks for nothing that the first page does not ask for in the same words", async () => {
  const { program, hear } = begin(busyWorld());
  hear();
  await settled();
  const page = fakeProgram({ world: busyWorld() });
  showWindow(page, { at: "/messages" });
  await vi.waitFor(() => expect(page.asked.map(({ command }) => command)).toContain("countMessages"));
  await settled();
  for (const question of program.asked) expect(page.asked).toContainEqual(question);
});

test("what does not answer is left to the page", async () => {
  const failing: Client = client(() => Promise.reject(new Error("no")));
  await expect(askFirst({ ask: failing, listening: Promise.resolve(), onChanged: () => () => undefined, forget: vi.fn() })).rejects.toThrow("no");
});
