// What is drawn first is asked for before the code that draws it is here: neither waits for the other.
import "./app/styles";

import { askFirst } from "./app/askFirst";
import { languageOf, wordsOf } from "./i18n/languages";
import { askAhead, forgetAhead, listening, onChanged } from "./ipc";

const drawing = import("./draw");
const language = askFirst({ ask: askAhead, listening, onChanged, forget: forgetAhead }).then(
  (preferences) => languageOf(preferences.language, navigator.language),
  () => languageOf(null, navigator.language),
);
const words = language.then(wordsOf);

const { draw } = await drawing;
await words;
await draw(await language);
