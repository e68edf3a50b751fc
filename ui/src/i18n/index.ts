import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import type { Language } from "../contract/Language";
import { languageOf, wordsOf } from "./languages";

export { languageOf };

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources: {},
  lng: languageOf(null, navigator.language),
  fallbackLng: false,
  defaultNS: "common",
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** Whether every word of a language is here. */
export function isLearnt(language: string): boolean {
  return i18n.hasResourceBundle(language, "common");
}

/** Fetches the words of a language. */
export async function learn(language: Language): Promise<void> {
  const words = await wordsOf(language);
  for (const [namespace, said] of Object.entries(words)) {
    i18n.addResourceBundle(language, namespace, said, false, true, { silent: true, skipCopy: true });
  }
}

/** Speaks a language from now on, at once where its words are here. */
export async function speak(language: Language): Promise<void> {
  if (!isLearnt(language)) await learn(language);
  await i18n.changeLanguage(language);
}
