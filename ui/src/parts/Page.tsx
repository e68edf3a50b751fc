import { ActionIcon, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { closesSomethingOver } from "./useEscape";
import classes from "./Page.module.css";

interface Props {
  title: string;
  /** Stands beside the title in grey. */
  count?: ReactNode;
  /** At the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** The story of the selected thing; lies over the middle where the window is narrow. */
  drawer?: ReactNode;
  /** What a screen reader calls the drawer. */
  drawerLabel?: string;
  /** A wide one has room to write in. */
  drawerSize?: "wide";
  /** Gives the drawer a close button, and closes it on Escape. */
  onCloseDrawer?: () => void;
}

/** The middle column of a desk, with the drawer at its right. Each scrolls by itself. */
export function Page({ title, count, actions, children, drawer, drawerLabel, drawerSize, onCloseDrawer }: Props) {
  const { t } = useTranslation();
  const hasDrawer = drawer !== undefined && drawer !== null && drawer !== false;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && !closesSomethingOver(event.nativeEvent)) onCloseDrawer?.();
  };
  return (
    <div className={classes["page"]} data-drawer={hasDrawer ? (drawerSize ?? true) : undefined}>
      <main id="main" className={classes["middle"]} tabIndex={-1}>
        <div className={classes["head"]}>
          <Title order={1}>{title}</Title>
          {count !== undefined && <span className={classes["count"]}>{count}</span>}
          <div className={classes["actions"]}>{actions}</div>
        </div>
        {children}
      </main>
      {hasDrawer && (
        // The keyboard handler only adds a shortcut for the close button inside.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <aside
          className={classes["drawer"]}
          aria-label={drawerLabel ?? t("common:details")}
          onKeyDown={onCloseDrawer === undefined ? undefined : closeOnEscape}
        >
          {onCloseDrawer !== undefined && (
            <ActionIcon
              variant="subtle"
              color="gray"
              className={classes["close"] ?? ""}
              aria-label={t("common:close")}
              onClick={onCloseDrawer}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
          {drawer}
        </aside>
      )}
    </div>
  );
}
