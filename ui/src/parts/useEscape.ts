import { useHotkeys } from "@mantine/hooks";

/** What an Escape closes before anything of the desk under it. */
const OVER = "[role=dialog], [role=menu]";
const OPEN_LIST = '[aria-haspopup="listbox"][aria-expanded="true"]';

/** Escapes that were pressed while something lay over the desk. */
const meantForIt = new WeakSet<Event>();

// A dialog is closed by its own listener on the window, and is gone before a desk hears of the key: what was open has to
// be seen before, so this one is the first there is, whenever a dialog is mounted.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape") return;
    const inOpenList = event.target instanceof Element && event.target.closest(OPEN_LIST) !== null;
    if (inOpenList || document.querySelector(OVER) !== null) meantForIt.add(event);
  },
  { capture: true },
);

/** Whether a key closes a dialog, a menu or an open list, and is none of the desk's. */
export function closesSomethingOver(event: Event): boolean {
  return meantForIt.has(event);
}

/** Escape, outside of boxes, while nothing lies over the desk. */
export function useEscape(act: () => void): void {
  useHotkeys([
    [
      "Escape",
      (event) => {
        if (!closesSomethingOver(event)) act();
      },
    ],
  ]);
}
