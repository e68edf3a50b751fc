/** In which order a list stands, newest first, and how a cursor cuts it. */
export interface Order<Row, Cursor> {
  /** What decides about a row's place: while it is the same, others may come or go above it, but it was not moved. */
  rank: (row: Row) => number;
  /** Whether the row stands behind a cursor: on the page that begins there, or on a later one. */
  isBehind: (row: Row, cursor: Cursor) => boolean;
  /** Whether a page that ends at `end` leaves nothing out before `cursor`. */
  reaches: (end: Cursor, cursor: Cursor) => boolean;
}

/** The order of a list by a falling number, which is its cursor too. */
export function falling<Row>(rank: (row: Row) => number): Order<Row, number> {
  return { rank, isBehind: (row, cursor) => rank(row) < cursor, reaches: (end, cursor) => end <= cursor };
}

/** Rows of falling ids. */
export const byId = falling<{ id: number }>(({ id }) => id);

/** A page of a long list, from its cursor down to where the following one begins. */
export interface Segment<Row, Cursor> {
  /** What it is told apart by. */
  key: string;
  /** None for the first. */
  before: Cursor | null;
  /** None when they were let go, far from whatever is looked at. */
  rows: readonly Row[] | null;
  /** How many rows it has, or had. */
  count: number;
  /** At which change it was asked for. */
  asOf: number;
}

/** Rows of a long list by their places, without the list ever being in one piece. */
export interface Rows<Row> {
  /** With those that were let go. */
  readonly length: number;
  /** None where it was let go: it comes when somebody looks there. */
  at: (index: number) => Row | undefined;
  /** Where the row with this id stands, if it is here; below zero when it is not. */
  placeOf: (id: number) => number;
  /** Where a row stands, unless it was moved: below zero then, and when it is not here. */
  stillAt: (row: Row) => number;
  /** The row with this id, if it is here. */
  find: (id: number | null) => Row | undefined;
}

const places = new WeakMap<readonly unknown[], Map<number, number>>();

/** Where each row stands in its page, by its id. */
export function placesIn(rows: readonly { id: number }[]): Map<number, number> {
  const known = places.get(rows);
  if (known !== undefined) return known;
  const found = new Map(rows.map(({ id }, index) => [id, index]));
  places.set(rows, found);
  return found;
}

/** Where each segment begins, and at last where the list ends. */
export function beginnings(segments: readonly { count: number }[]): Float64Array {
  const begins = new Float64Array(segments.length + 1);
  let at = 0;
  segments.forEach(({ count }, index) => {
    begins[index] = at;
    at += count;
  });
  begins[segments.length] = at;
  return begins;
}

/** The last of `begins` that is not above `index`: that segment holds it. */
function holding(begins: Float64Array, index: number): number {
  let low = 0;
  let high = begins.length - 2;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((begins[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows of these segments, as they are now. */
export function rowsOf<Row extends { id: number }>(segments: readonly Pick<Segment<Row, unknown>, "rows" | "count">[], rank: (row: Row) => number): Rows<Row> {
  const begins = beginnings(segments);
  const length = begins[segments.length] ?? 0;
  const here: { rows: readonly Row[]; begins: number }[] = [];
  segments.forEach(({ rows }, index) => {
    if (rows !== null && rows.length > 0) here.push({ rows, begins: begins[index] ?? 0 });
  });

  const at = (index: number): Row | undefined => {
    if (index < 0 || index >= length) return undefined;
    const segment = holding(begins, index);
    return segments[segment]?.rows?.[index - (begins[segment] ?? 0)];
  };
  const placeOf = (id: number): number => {
    for (const segment of here) {
      const place = placesIn(segment.rows).get(id);
      if (place !== undefined) return segment.begins + place;
    }
    return -1;
  };
  return {
    length,
    at,
    placeOf,
    stillAt: (row) => {
      const place = placeOf(row.id);
      const found = at(place);
      return found !== undefined && rank(found) === rank(row) ? place : -1;
    },
    find: (id) => (id === null ? undefined : at(placeOf(id))),
  };
}
