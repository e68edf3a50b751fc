import { Button } from "@mantine/core";
import { IconFileX } from "@tabler/icons-react";
import { createElement, useCallback, useEffect, useState, useSyncExternalStore, type ComponentType, type FC } from "react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "./EmptyState";

/** A part of the window whose code is fetched apart from what the first page needs. */
export type Later<Props extends object> = FC<Props> & {
  /** Fetches it, so that it is there when it is asked for. What could not be fetched is fetched again when it is asked for again. */
  ahead: () => Promise<void>;
};

/**
 * Makes such a part. It is fetched when it is first to be shown, unless `ahead` was called before; what is there already
 * is shown at once. From this program's own files it takes a moment, in which nothing stands in its place; what cannot be
 * fetched says so, and offers to try again.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let part: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;
  const waiting = new Set<() => void>();
  const fetch = async () => {
    try {
      part = await load();
    } catch (failure) {
      coming = null;
      throw failure;
    }
    for (const tell of waiting) tell();
  };
  const ahead = () => (coming ??= fetch());
  const listen = (tell: () => void) => {
    waiting.add(tell);
    return () => waiting.delete(tell);
  };
  const read = () => part;
  function Part(props: Props) {
    const There = useSyncExternalStore(listen, read);
    const [failed, fail] = useState(false);
    const get = useCallback(() => {
      ahead().then(
        () => fail(false),
        () => fail(true),
      );
    }, []);
    useEffect(get, [get]);
    const instead = failed ? <NotThere onAgain={get} /> : null;
    return There === null ? instead : createElement(There, props);
  }
  return Object.assign(Part, { ahead });
}

/** Says that a page's own file could not be had. */
function NotThere({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1}>
      <div role="alert">
        <EmptyState
          icon={<IconFileX size={32} />}
          title={t("parts:later.title")}
          action={
            <Button variant="default" onClick={onAgain}>
              {t("common:again")}
            </Button>
          }
        >
          {t("parts:later.words")}
        </EmptyState>
      </div>
    </main>
  );
}
