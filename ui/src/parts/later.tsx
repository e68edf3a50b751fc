import { useEffect, useSyncExternalStore, type ComponentType, type FC } from "react";

/** A part of the window whose code is fetched apart from what the first page needs. */
export type Later<Props extends object> = FC<Props> & {
  /** Fetches it, so that it is there when it is asked for. */
  ahead: () => Promise<void>;
};

/**
 * Makes such a part. It is fetched when it is first to be shown, unless `ahead` was called before; what is there already
 * is shown at once. From this program's own files it takes a moment, in which nothing stands in its place.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let part: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;
  const waiting = new Set<() => void>();
  const ahead = () =>
    (coming ??= load().then((loaded) => {
      part = loaded;
      for (const tell of waiting) tell();
    }));
  const listen = (tell: () => void) => {
    waiting.add(tell);
    return () => waiting.delete(tell);
  };
  const read = () => part;
  function Part(props: Props) {
    const There = useSyncExternalStore(listen, read);
    useEffect(() => void ahead(), []);
    return There === null ? null : <There {...props} />;
  }
  return Object.assign(Part, { ahead });
}
