/** Rows asked for at a time. */
const PAGE = 100;
/** What is asked of a list first. */
export const FIRST_PAGE = { before: null, limit: PAGE } as const;
/** Rows before the end at which the next page is asked for. */
const EARLY = 60;
const NEVER = -1;
const NOTHING: readonly never[] = [];

/** A page as the program answers: rows by falling id, and where the next begins. */
export interface ListPage<Row> {
  rows: Row[];
  next: number | null;
}

/** What is shown of a long list. */
export interface Shown<Row, Page> {
  /** None while the first page is on its way. */
  rows: readonly Row[] | undefined;
  /** Why the first page could not be had, until it is there. */
  failure: unknown;
  hasMore: boolean;
  /** The answer that brought the oldest rows. */
  oldest: Page | undefined;
}

interface Kept<Row> {
  /** Rows of smaller ids stand here, down to where the following page begins. */
  before: number | null;
  rows: readonly Row[];
  /** At which change it was asked for. */
  asOf: number;
}

/** A list by its cursor that is kept true where somebody looks, and only there: a list of a million rows costs what its window costs. */
export interface LongList<Row, Page> {
  read: () => Shown<Row, Page>;
  listen: (listener: () => void) => () => void;
  /** Something changed: what is in sight is asked for again. */
  changed: () => void;
  /** Which rows are in sight, by their places. */
  look: (first: number, last: number) => void;
}

/** Makes one; `ask` gives the rows of smaller ids than `before`, largest first. */
export function longList<Row extends { id: number }, Page extends ListPage<Row>>(
  ask: (page: { before: number | null; limit: number }) => Promise<Page>,
): LongList<Row, Page> {
  let pages: Kept<Row>[] = [{ before: null, rows: NOTHING, asOf: NEVER }];
  let oldest: Page | undefined;
  let answered = false;
  let failure: unknown = null;
  let change = 0;
  let sight = { first: 0, last: 0 };
  const asking = new Set<number | null>();
  const listeners = new Set<() => void>();
  let shown: Shown<Row, Page> = { rows: undefined, failure: null, hasMore: false, oldest: undefined };

  const show = () => {
    shown = { rows: answered ? pages.flatMap(({ rows }) => rows) : undefined, failure, hasMore: oldest !== undefined && oldest.next !== null, oldest };
    for (const listener of listeners) listener();
  };

  const fill = () => {
    let at = 0;
    for (const page of pages) {
      const begins = at;
      at += page.rows.length;
      const inSight = begins <= sight.last + EARLY && at >= sight.first - EARLY;
      if ((inSight || page.asOf === NEVER) && page.asOf < change && !asking.has(page.before)) fetch(page.before);
    }
    const end = pages.at(-1);
    if (oldest !== undefined && oldest.next !== null && end?.before !== oldest.next && sight.last >= at - EARLY) {
      pages = [...pages, { before: oldest.next, rows: NOTHING, asOf: NEVER }];
      fetch(oldest.next);
    }
  };

  const fetch = (before: number | null) => {
    asking.add(before);
    const asOf = change;
    void ask({ before, limit: PAGE })
      .then(
        (page) => {
          take(before, page, asOf);
          return true;
        },
        (problem: unknown) => {
          // Nothing is not the same as nothing known: an empty list is told by a good answer alone.
          if (!answered) failure = problem;
          return false;
        },
      )
      .then((good) => {
        asking.delete(before);
        show();
        // What went wrong was told where it was asked. It is asked for again when somebody looks, not at once.
        if (good) fill();
      });
  };

  const take = (before: number | null, page: Page, asOf: number) => {
    const index = pages.findIndex((kept) => kept.before === before);
    if (index < 0) return;
    answered = true;
    failure = null;
    const following = pages[index + 1]?.before ?? null;
    const last = page.rows.at(-1)?.id ?? 0;
    const above = pages.slice(0, index);
    if (following === null || page.next === null) {
      pages = [...above, { before, rows: page.rows, asOf }];
      oldest = page;
    } else if (last <= following) {
      pages = [...above, { before, rows: page.rows.filter(({ id }) => id >= following), asOf }, ...pages.slice(index + 1)];
    } else if (sight.first === 0) {
      // More came in between than a page holds. Somebody at the top of the list follows what is new: what stands
      // below is asked for when they come to it.
      pages = [...above, { before, rows: page.rows, asOf }];
      oldest = page;
    } else {
      // Somebody further down keeps their rows, while the hole above them is filled.
      const rest = pages[index]?.rows.filter(({ id }) => id < last) ?? NOTHING;
      pages = [...above, { before, rows: page.rows, asOf }, { before: page.next, rows: rest, asOf: NEVER }, ...pages.slice(index + 1)];
    }
  };

  return {
    read: () => shown,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed: () => {
      change += 1;
      fill();
    },
    look: (first, last) => {
      sight = { first, last };
      fill();
    },
  };
}
