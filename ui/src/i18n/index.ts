import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import type { Language } from "../contract/Language";

type Namespace = Record<string, unknown>;

/** `./en/send.json` becomes the namespace `send`. */
function namespaces(files: Record<string, Namespace>): Record<string, Namespace> {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [path.replace(/^.*\/(.+)\.json$/, "$1"), words]),
  );
}

const en = namespaces(import.meta.glob<Namespace>("./en/*.json", { eager: true, import: "default" }));
const zhCN = namespaces(import.meta.glob<Namespace>("./zh-CN/*.json", { eager: true, import: "default" }));

/** The language to show: the one chosen, else the system's. Under C locales the system says "C". */
export function languageOf(chosen: Language | null, system: string): Language {
  if (chosen !== null) return chosen;
  return /^zh\b/i.test(system) ? "zh-CN" : "en";
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources: { en, "zh-CN": zhCN },
  lng: languageOf(null, navigator.language),
  fallbackLng: false,
  ns: Object.keys(en),
  defaultNS: "common",
  interpolation: { escapeValue: false },
  returnNull: false,
});
