import { useEffect } from "react";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex='0']";

function within(node: Node | null, which: "first" | "last"): HTMLElement | undefined {
  if (!(node instanceof Element)) return undefined;
  const all = [...(node.matches(FOCUSABLE) ? [node] : []), ...node.querySelectorAll(FOCUSABLE)].filter((one) => one instanceof HTMLElement);
  return which === "first" ? all[0] : all.at(-1);
}

/** Where the keyboard goes on when what had it was taken away: at what stood beside it, else in what it stood in. */
function heirOf({ target, nextSibling, previousSibling }: MutationRecord): HTMLElement | null {
  const beside = within(nextSibling, "first") ?? within(previousSibling, "last");
  if (beside !== undefined) return beside;
  const around = target instanceof Element ? target.closest<HTMLElement>("[role=dialog], aside, main") : null;
  if (around === null) return document.getElementById("main");
  return around.hasAttribute("tabindex") ? around : (within(around, "first") ?? null);
}

/** Keeps the keyboard in its place when the thing that has it goes, as a line that was deleted or a button that did its work. */
export function useFocusKept(): void {
  useEffect(() => {
    let last: Element | null = null;
    const note = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : null;
    };
    const watch = new MutationObserver((records) => {
      const held = last;
      if (held === null || held.isConnected || (document.activeElement ?? document.body) !== document.body) return;
      const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(held)));
      if (record === undefined) return;
      last = null;
      // Another page finds its own beginning.
      const isPage = [...record.removedNodes].some((node) => node instanceof Element && (node.id === "main" || node.querySelector("#main") !== null));
      if (!isPage) heirOf(record)?.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", note);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", note);
      watch.disconnect();
    };
  }, []);
}
