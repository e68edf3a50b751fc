import type { ReactNode } from "react";

import { Logo } from "../../frame/Logo";
import classes from "./Centre.module.css";
import { LanguageChoice } from "./LanguageChoice";

/** A page outside the frame: one column in the middle of the window. */
export function Centre({ children }: { children: ReactNode }) {
  return (
    <div className={classes["page"]}>
      <header className={classes["head"]}>
        <Logo />
        <LanguageChoice />
      </header>
      <main id="main" className={classes["middle"]}>
        {children}
      </main>
    </div>
  );
}
