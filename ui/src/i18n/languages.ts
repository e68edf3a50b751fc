import type { Language } from "../contract/Language";
import type { Words } from "./namespaces";

const languages: Record<Language, () => Promise<{ words: Record<string, Words> }>> = {
  en: () => import("./en"),
  "zh-CN": () => import("./zh-CN"),
};

/** Every word of a language, by namespace. Each is fetched when it is first spoken: a window seldom speaks both. */
export async function wordsOf(language: Language): Promise<Record<string, Words>> {
  return (await languages[language]()).words;
}

/** The language to show: the one chosen, else the system's. Under C locales the system says "C". */
export function languageOf(chosen: Language | null, system: string): Language {
  if (chosen !== null) return chosen;
  return /^zh\b/i.test(system) ? "zh-CN" : "en";
}
