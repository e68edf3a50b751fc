import { useEffect, useRef, type ReactNode } from "react";

import { Logo } from "../../frame/Logo";
import classes from "./Centre.module.css";
import { LanguageChoice } from "./LanguageChoice";

/** A page outside the frame: one column in the middle of the window. */
export function Centre({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  // What had the focus is gone with the page before: whoever listens hears the new one.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  }, []);
  return (
    <div className={classes["page"]}>
      <header className={classes["head"]}>
        <Logo />
        <LanguageChoice />
      </header>
      <main id="main" ref={main} tabIndex={-1} className={classes["middle"]}>
        {children}
      </main>
    </div>
  );
}
