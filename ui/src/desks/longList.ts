import { beginnings, placesIn, rowsOf, type Order, type Rows, type Segment } from "./rows";

/** Rows asked for at a time. */
const PAGE = 100;
/** What is asked of a list first. */
export const FIRST_PAGE = { before: null, limit: PAGE } as const;
/** Rows around those in sight that are asked for with them. */
const EARLY = 60;
/** Pages asked for at once: whoever drags through a long list leaves most places before they are answered. */
const AT_ONCE = 4;
/** Pages that are kept. The rows of others are let go, the farthest first. */
const KEPT = 30;
const NEVER = -1;
const NOTHING: readonly never[] = [];

/** A page as the program answers: rows in their order, and where the next begins. */
export interface ListPage<Row, Cursor = number> {
  rows: Row[];
  next: Cursor | null;
}

/** What is shown of a long list. */
export interface Shown<Row, Page> {
  /** None while the first page is on its way. */
  rows: Rows<Row> | undefined;
  /** Why the first page could not be had, until it is there. */
  failure: unknown;
  /** Why some of the rows could not be had, until they are there. */
  stuck: unknown;
  hasMore: boolean;
  /** The answer that brought the newest rows. */
  newest: Page | undefined;
  /** The answer that brought the oldest rows. */
  oldest: Page | undefined;
}

/** A list by its cursor that is kept true where somebody looks, and only there: a list of a million rows costs what its window costs. */
export interface LongList<Row, Page> {
  read: () => Shown<Row, Page>;
  listen: (listener: () => void) => () => void;
  /** Something changed: what is in sight is asked for again. */
  changed: () => void;
  /** Which rows are in sight, by their places; and the row the keyboard is at, whose page is kept wherever it is. */
  look: (first: number, last: number, current?: number | null) => void;
  /** Asks for what could not be had. */
  again: () => void;
}

interface Options<Row, Page, Cursor> {
  /** Gives the rows behind `before`. */
  ask: (page: { before: Cursor | null; limit: number }) => Promise<Page>;
  order: Order<Row, Cursor>;
  /** Whether the first page tells something of the whole list, and is asked for with each change wherever somebody looks. */
  counted?: boolean;
}

/** Makes one. */
export function longList<Row extends { id: number }, Page extends ListPage<Row, Cursor>, Cursor = number>({
  ask,
  order,
  counted = false,
}: Options<Row, Page, Cursor>): LongList<Row, Page> {
  type Part = Segment<Row, Cursor>;
  const part = (before: Cursor | null, rows: readonly Row[], asOf: number): Part => ({ key: JSON.stringify(before), before, rows, count: rows.length, asOf });
  let parts = [part(null, NOTHING, NEVER)];
  let begins = beginnings(parts);
  let newest: Page | undefined;
  let oldest: Page | undefined;
  let answered = false;
  let failure: unknown = null;
  let change = 0;
  let sight: { first: number; last: number; current: number | null } = { first: 0, last: 0, current: null };
  const asking = new Set<string>();
  const failed = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  let shown: Shown<Row, Page> = { rows: undefined, failure: null, stuck: null, hasMore: false, newest: undefined, oldest: undefined };

  /** What lies between two pages, or behind the last one, and was never asked for. */
  const isHole = ({ rows, asOf }: Part) => rows !== null && asOf === NEVER;
  const isCurrent = ({ rows }: Part) => rows !== null && sight.current !== null && placesIn(rows).has(sight.current);
  const become = (next: Part[]) => {
    parts = next;
    begins = beginnings(parts);
  };
  /** Rows between those in sight and those of a part. */
  const distance = (index: number) => Math.max((begins[index] ?? 0) - sight.last, sight.first - (begins[index + 1] ?? 0), 0);

  const show = () => {
    const known = new Set(failed.size === 0 ? [] : parts.map(({ key }) => key));
    for (const key of failed.keys()) if (!known.has(key)) failed.delete(key);
    const [stuck = null] = failed.values();
    const hasMore = oldest !== undefined && oldest.next !== null;
    shown = { rows: answered ? rowsOf(parts, order.rank) : undefined, failure, stuck: answered ? stuck : null, hasMore, newest, oldest };
    for (const listener of listeners) listener();
  };

  const fill = () => {
    parts.forEach((one, index) => {
      if (one.asOf >= change) return;
      const wanted = distance(index) <= EARLY || isHole(one) || (counted && index === 0) || isCurrent(one);
      if (wanted) fetch(one);
    });
    const end = parts.at(-1);
    if (oldest === undefined || oldest.next === null || end === undefined || isHole(end)) return;
    if (sight.last < (begins[parts.length] ?? 0) - EARLY) return;
    const following = part(oldest.next, NOTHING, NEVER);
    become([...parts, following]);
    fetch(following);
  };

  const fetch = ({ key, before }: Part) => {
    // Whoever waits for one of these is asked for when the first of them is there.
    if (asking.has(key) || asking.size >= AT_ONCE) return;
    asking.add(key);
    const asOf = change;
    void ask({ before, limit: PAGE })
      .then(
        (page) => {
          failed.delete(key);
          take(key, page, asOf);
          return true;
        },
        (problem: unknown) => {
          // Nothing is not the same as nothing known: an empty list is told by a good answer alone.
          if (!answered) failure = problem;
          failed.set(key, problem);
          return false;
        },
      )
      .then((good) => {
        asking.delete(key);
        letGo();
        show();
        // What went wrong was told where it was asked. It is asked for again when somebody looks, not at once.
        if (good) fill();
      });
  };

  const take = (key: string, page: Page, asOf: number) => {
    const index = parts.findIndex((one) => one.key === key);
    const was = parts[index];
    if (was === undefined) return;
    answered = true;
    failure = null;
    if (index === 0) newest = page;
    const above = parts.slice(0, index);
    const below = parts.slice(index + 1);
    const { rows } = page;
    const following = below[0]?.before ?? null;
    const end = page.next;
    if (following === null || end === null) {
      become([...above, part(was.before, rows, asOf)]);
      oldest = page;
    } else if (order.reaches(end, following) || rows.some((row) => order.isBehind(row, following))) {
      const own = rows.filter((row) => !order.isBehind(row, following));
      become([...above, part(was.before, own, asOf), ...below]);
    } else if (sight.first === 0 && isHole(was)) {
      // More came in between than a page holds. Somebody at the top of the list follows what is new: what stands
      // below is asked for when they come to it.
      become([...above, part(was.before, rows, asOf)]);
      oldest = page;
    } else {
      // What was below is kept, while the hole above it is filled.
      const rest = was.rows?.filter((row) => order.isBehind(row, end));
      const hole = part(end, rest ?? NOTHING, NEVER);
      // What was let go stays so, as long as nobody looks.
      const left = rest === undefined ? { ...hole, rows: null, count: Math.max(0, was.count - rows.length) } : hole;
      become([...above, part(was.before, rows, asOf), left, ...below]);
    }
    once(index);
    join(index);
    join(index - 1);
  };

  /** A row that was moved stands in two pages until both are asked for again: the later answer knows better, or the upper place. */
  const once = (index: number) => {
    const mine = parts[index];
    if (mine === undefined || mine.rows === null) return;
    const ids = mine.rows.map(({ id }) => id);
    const lost = new Set<number>();
    const others = parts.map((other, at) => {
      if (at === index || other.rows === null) return other;
      const there = placesIn(other.rows);
      const twice = new Set(ids.filter((id) => there.has(id)));
      if (twice.size === 0) return other;
      if (other.asOf < mine.asOf || (other.asOf === mine.asOf && at > index)) return without(other, twice);
      for (const id of twice) lost.add(id);
      return other;
    });
    become(others.map((other, at) => (at === index && lost.size > 0 ? without(other, lost) : other)));
  };
  const without = ({ before, rows, asOf }: Part, ids: Set<number>) => part(before, rows?.filter(({ id }) => !ids.has(id)) ?? NOTHING, asOf);

  /** Makes one of two small neighbours: rows that come one by one would leave a page for each of them. */
  const join = (index: number) => {
    const [upper, lower] = [parts[index], parts[index + 1]];
    if (upper === undefined || lower === undefined || upper.rows === null || lower.rows === null) return;
    if (isHole(upper) || isHole(lower) || asking.has(lower.key) || upper.count + lower.count > PAGE) return;
    const both = part(upper.before, [...upper.rows, ...lower.rows], Math.min(upper.asOf, lower.asOf));
    become([...parts.slice(0, index), both, ...parts.slice(index + 2)]);
  };

  const letGo = () => {
    const kept: number[] = [];
    parts.forEach((one, index) => {
      if (one.rows !== null && !isHole(one)) kept.push(index);
    });
    if (kept.length <= KEPT) return;
    const over = kept.toSorted((a, b) => distance(b) - distance(a)).slice(0, kept.length - KEPT);
    const far = new Set(over.filter((index) => index > 0 && distance(index) > EARLY));
    become(parts.map((one, index) => (far.has(index) && !isCurrent(one) ? { ...one, rows: null, asOf: NEVER } : one)));
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
    look: (first, last, current = sight.current) => {
      sight = { first, last, current };
      fill();
    },
    again: () => {
      // What is out of sight by now is asked for when somebody comes there.
      failed.clear();
      show();
      fill();
    },
  };
}
