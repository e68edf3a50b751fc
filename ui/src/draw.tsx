import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { styleNonce } from "./app/nonce";
import { Window } from "./app/Window";
import type { Language } from "./contract/Language";
import { speak } from "./i18n";
import { answered, api, listening, onChanged } from "./ipc";

/** Draws the window, in a language at first. */
export async function draw(language: Language): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  if (navigator.userAgent.includes("Linux")) document.documentElement.dataset["system"] = "linux";
  // What changes from now on is heard.
  await Promise.all([speak(language), listening]);
  createRoot(root).render(
    <StrictMode>
      <Window program={{ api, answered, onChanged }} styleNonce={styleNonce} />
    </StrictMode>,
  );
}
