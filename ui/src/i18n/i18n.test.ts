import { describe, expect, it } from "vitest";

import { languageOf } from "./index";

/**
 * Keys that are put together at run time: the fixed part, and what can follow it, as a list or as the name of a type
 * of the contract whose values they are. Each folder declares its own in a `computedKeys.ts`.
 */
type ComputedKeys = Record<string, readonly string[] | { type: string; without?: readonly string[] }>;

type Words = { [key: string]: string | Words };

const languages = ["en", "zh-CN"] as const;
const words = import.meta.glob<Words>("./{en,zh-CN}/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../contract/**", "!../**/*.test.{ts,tsx}", "!../dev/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const contract = import.meta.glob<string>("../contract/*.ts", { eager: true, query: "?raw", import: "default" });
const declared = import.meta.glob<ComputedKeys>("../**/computedKeys.ts", { eager: true, import: "computedKeys" });

function flat(tree: Words, before: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  );
}

function keysOf(language: string): Map<string, string> {
  return new Map(
    Object.entries(words)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .flatMap(([path, tree]) => flat(tree, `${path.replace(/^.*\/(.+)\.json$/, "$1")}:`)),
  );
}

const plural = /_(one|other)$/;
const spoken = Object.fromEntries(languages.map((language) => [language, keysOf(language)]));
const keys = (language: string) => new Set([...(spoken[language]?.keys() ?? [])].map((key) => key.replace(plural, "")));
const namespaces = new Set([...keys("en")].map((key) => key.split(":")[0]));

/** The values a type of the contract can have, or its `kind`s. */
function valuesOf({ type, without = [] }: { type: string; without?: readonly string[] }): string[] {
  const source = contract[`../contract/${type}.ts`];
  if (source === undefined) throw new Error(`no type ${type} in the contract`);
  const body = source.slice(source.indexOf("export type")).replace(/\/\*[^]*?\*\//g, "");
  const tags = [...body.matchAll(/"(?:kind|state|result|found|mode)":\s*"(\w[\w-]*)"/g)];
  const found = tags.length > 0 ? tags : [...body.matchAll(/"(\w[\w-]*)"/g)];
  return [...new Set(found.map((match) => match[1] ?? ""))].filter((value) => !without.includes(value));
}

const computed = Object.values(declared).flatMap((keysOfFolder) =>
  Object.entries(keysOfFolder).map(([prefix, values]) => ({
    prefix,
    values: "type" in values ? valuesOf(values) : values,
  })),
);

interface Use {
  file: string;
  key: string;
}

const whole: Use[] = [];
const begun: Use[] = [];
for (const [file, written] of Object.entries(sources)) {
  if (file.endsWith("computedKeys.ts")) continue;
  const source = written.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const namespace = /useTranslation\(\s*\[?\s*["'](\w+)["']/.exec(source)?.[1] ?? "common";
  const full = (key: string) => (key.includes(":") ? key : `${namespace}:${key}`);
  for (const match of source.matchAll(/\bt\(\s*(["'])([^"'`]+)\1|i18nKey=\{?\s*(["'])([^"'`]+)\3/g)) {
    whole.push({ file, key: full(match[2] ?? match[4] ?? "") });
  }
  for (const match of source.matchAll(/["'`]([\w-]+):([\w.-]+)["'`]/g)) {
    if (namespaces.has(match[1])) whole.push({ file, key: `${match[1] ?? ""}:${match[2] ?? ""}` });
  }
  for (const match of source.matchAll(/(?:\bt\(\s*|i18nKey=\{\s*)?`([^`$]*)\$\{/g)) {
    const key = match[1] ?? "";
    const isCall = /^(\w*\bt\(|i18nKey)/.test(match[0]);
    if (isCall) begun.push({ file, key: full(key) });
    else if (namespaces.has(key.split(":")[0] ?? "") && /^\w+:[\w.]/.test(key)) begun.push({ file, key });
  }
}

const used = new Set([...whole.map((use) => use.key), ...computed.flatMap(({ prefix, values }) => values.map((value) => prefix + value))]);

describe("words", () => {
  it("are there in both languages", () => {
    const [en, zh] = [keys("en"), keys("zh-CN")];
    expect({ notInChinese: [...en].filter((key) => !zh.has(key)), notInEnglish: [...zh].filter((key) => !en.has(key)) }).toEqual({
      notInChinese: [],
      notInEnglish: [],
    });
  });

  it("have the plural forms their language needs", () => {
    const has = (language: string, key: string) => spoken[language]?.has(key) ?? false;
    const counted = [...keys("en")].filter((key) => has("en", `${key}_one`) || has("en", `${key}_other`) || has("zh-CN", `${key}_other`));
    expect(counted.filter((key) => !(has("en", `${key}_one`) && has("en", `${key}_other`) && has("zh-CN", `${key}_other`)))).toEqual([]);
    expect([...(spoken["zh-CN"]?.keys() ?? [])].filter((key) => key.endsWith("_one"))).toEqual([]);
  });

  it("name the same values in both languages", () => {
    const values = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]))].sort();
    const forms = (language: string, key: string) =>
      [...(spoken[language]?.entries() ?? [])].filter(([form]) => form.replace(plural, "") === key).flatMap(([, text]) => values(text));
    const different = [...keys("en")].filter((key) => [...new Set(forms("en", key))].sort().join() !== [...new Set(forms("zh-CN", key))].sort().join());
    expect(different).toEqual([]);
  });

  it("are not empty", () => {
    expect(languages.flatMap((language) => [...(spoken[language] ?? [])].filter(([, text]) => text.trim() === ""))).toEqual([]);
  });

  it("exist where they are used", () => {
    const present = keys("en");
    expect(whole.filter(({ key }) => !present.has(key))).toEqual([]);
    expect([...used].filter((key) => !present.has(key))).toEqual([]);
  });

  it("are used", () => {
    expect([...keys("en")].filter((key) => !used.has(key))).toEqual([]);
  });

  it("that are computed are declared", () => {
    const prefixes = new Set(computed.map(({ prefix }) => prefix));
    expect(begun.filter(({ key }) => !prefixes.has(key))).toEqual([]);
    expect([...prefixes].filter((prefix) => !begun.some(({ key }) => key === prefix))).toEqual([]);
  });
});

describe("the language", () => {
  it("is the one chosen, else the system's, else English", () => {
    expect(languageOf("zh-CN", "en-US")).toBe("zh-CN");
    expect(languageOf(null, "zh-TW")).toBe("zh-CN");
    expect(languageOf(null, "zh_CN.UTF-8".replace("_", "-"))).toBe("zh-CN");
    expect(languageOf(null, "C")).toBe("en");
    expect(languageOf(null, "")).toBe("en");
    expect(languageOf(null, "de")).toBe("en");
  });
});

it("has one Chinese word for one thing", () => {
  // A desk is 工位, a masked number 打码, what a message carries to be told by 标记.
  const others = /席位|遮盖|脱敏|令牌/;
  expect([...(spoken["zh-CN"] ?? [])].filter(([, text]) => others.test(text))).toEqual([]);
  const labels = [...(spoken["zh-CN"] ?? [])].filter(([key, text]) => /(?:column|filter)\.(?:every_)?account$/.test(key) && text.includes("账号"));
  expect(labels.filter(([, text]) => !text.endsWith("供应商账号"))).toEqual([]);
});
