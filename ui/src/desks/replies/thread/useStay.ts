import { useLayoutEffect, useRef, type RefObject } from "react";

/** This near to its end, the box follows what is added. */
const NEAR = 80;

/**
 * Keeps what is read in its place as `content` changes: at the end the box follows, elsewhere it stays, also when there
 * is another `first` thing above.
 */
export function useStay(first: string, content: unknown): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  const before = useRef({ first: "", height: 0, atEnd: true });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const was = before.current;
    if (was.atEnd) element.scrollTop = element.scrollHeight;
    else if (was.first !== first) element.scrollTop += element.scrollHeight - was.height;
    const look = () => {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      before.current = { first, height: element.scrollHeight, atEnd };
    };
    look();
    element.addEventListener("scroll", look);
    // The box gets lower while an answer is written under it: its end stays in sight.
    const lower = new ResizeObserver(() => {
      if (before.current.atEnd) element.scrollTop = element.scrollHeight;
      look();
    });
    lower.observe(element);
    // A text that is unfolded stays where it is.
    const longer = new ResizeObserver(look);
    for (const part of element.children) longer.observe(part);
    return () => {
      element.removeEventListener("scroll", look);
      lower.disconnect();
      longer.disconnect();
    };
  }, [first, content]);
  return box;
}
