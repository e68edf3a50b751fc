import { Link, useLocation } from "wouter";

import classes from "./DeskTabs.module.css";

interface Props {
  /** What a screen reader calls them. */
  label: string;
  tabs: readonly { href: string; label: string }[];
}

/** The pages of a desk that has more than one. */
export function DeskTabs({ label, tabs }: Props) {
  const [location] = useLocation();
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ href, label: words }) => (
        <Link key={href} href={href} className={classes.tab} aria-current={location === href ? "page" : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}
