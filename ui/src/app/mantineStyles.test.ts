import { expect, test } from "vitest";

import sheet from "./mantineStyles.ts?raw";

const modules = import.meta.glob<string>("../../node_modules/@mantine/core/esm/**/*.mjs", { query: "?raw", import: "default", eager: true });
const others = import.meta.glob<string>("../../node_modules/@mantine/{modals,notifications,spotlight}/esm/**/*.mjs", { query: "?raw", import: "default", eager: true });
const own = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}", "!../dev/**"], { query: "?raw", import: "default", eager: true });
const styles = import.meta.glob("../../node_modules/@mantine/core/styles/*.css", { query: "?url", import: "default" });

const core = "../../node_modules/@mantine/core/esm/";
const names = (list: string) => list.split(",").map((name) => name.replace("type ", "").split(" as ")[0]?.trim() ?? "");

function used(): Set<string> {
  const sources = [...Object.values(own), ...Object.values(others)];
  return new Set(sources.flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(([, list = ""]) => names(list))));
}

/** Which file of Mantine a name comes from. */
function places(): Map<string, string> {
  const index = modules[`${core}index.mjs`] ?? "";
  return new Map([...index.matchAll(/import \{([^}]*)\} from "\.\/([^"]+)"/g)].flatMap(([, list = "", path = ""]) => names(list).map((name) => [name, core + path] as const)));
}

/** A file and all it is made of. */
function reach(path: string, seen: Set<string>): void {
  const source = modules[path];
  if (source === undefined || seen.has(path)) return;
  seen.add(path);
  for (const [, next = ""] of source.matchAll(/from\s*"(\.[^"]+)"/g)) reach(core + new URL(next, `file:///${path.slice(core.length)}`).pathname.slice(1), seen);
}

test("the sheets of Mantine's components are those that are used", () => {
  const reached = new Set<string>();
  const where = places();
  for (const name of used()) reach(where.get(name) ?? "", reached);
  const has = new Set(Object.keys(styles).map((path) => path.replace(/^.*\//, "")));
  const needed = [...reached].flatMap((path) => /\/(\w+)\.module\.mjs$/.exec(path)?.[1] ?? []).map((name) => `${name}.css`);
  const listed = [...sheet.matchAll(/styles\/([\w-]+\.css)/g)].map(([, name = ""]) => name);
  const [baseline, variables, global, ...components] = listed;

  expect([baseline, variables, global]).toEqual(["baseline.css", "default-css-variables.css", "global.css"]);
  expect(needed.length).toBeGreaterThan(40);
  expect([...components].sort()).toEqual([...new Set(needed)].filter((name) => has.has(name)).sort());
});
