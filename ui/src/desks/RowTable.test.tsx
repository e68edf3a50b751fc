import { fireEvent, screen, within } from "@testing-library/react";
import { useRef, useState } from "react";
import { beforeAll, expect, test, vi } from "vitest";

import { fakeProgram } from "../dev/fakeProgram";
import { busyWorld } from "../dev/world";
import { show } from "../test/show";
import { RowTable } from "./RowTable";
import { byId, rowsOf, type Rows } from "./rows";
import type { Pages } from "./useLongList";

interface Row {
  id: number;
}

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 300 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

const onMove = vi.fn<(id: number) => void>();

function Table({ pages, currentId }: { pages: Pages<Row>; currentId: number | null }) {
  const ref = useRef<HTMLDivElement>(null);
  return (
    <RowTable
      ref={ref}
      label="Rows"
      name="row"
      className={undefined}
      columns={[{ id: "number", heading: "Number", cell: ({ id }) => `number ${String(id)}` }]}
      pages={pages}
      rowHeight={38}
      currentId={currentId}
      openId={null}
      onMove={onMove}
      onOpen={() => undefined}
      onClose={() => undefined}
    />
  );
}

/** A list of these rows. */
const pagesOf = (rows: Rows<Row>, change: Partial<Pages<Row>> = {}): Pages<Row> => ({
  rows,
  failure: null,
  stuck: null,
  again: () => undefined,
  total: null,
  hasMore: false,
  onSight: () => undefined,
  ...change,
});

const down = (from: number, count: number) => ({ rows: Array.from({ length: count }, (_, index) => ({ id: from - index })), count });
const gone = (count: number) => ({ rows: null, count });
const listOf = (...parts: (ReturnType<typeof down> | ReturnType<typeof gone>)[]) => rowsOf<Row>(parts, byId.rank);
const grid = () => screen.getByRole("grid", { name: "Rows" });

function showTable(pages: Pages<Row>, currentId: number | null = null) {
  onMove.mockClear();
  const program = fakeProgram({ world: busyWorld() });
  return show(<Table pages={pages} currentId={currentId} />, program);
}

test("the grid names the row the keyboard is at, and none that is not drawn", () => {
  const pages = pagesOf(listOf(down(1_000, 1_000)));
  const { unmount } = showTable(pages, 995);
  const id = grid().getAttribute("aria-activedescendant") ?? "";
  expect(document.getElementById(id)).toHaveTextContent("number 995");
  expect(document.getElementById(id)).toHaveAttribute("aria-selected", "true");
  unmount();

  showTable(pages, 500);
  expect(screen.queryByText("number 500")).not.toBeInTheDocument();
  expect(grid()).not.toHaveAttribute("aria-activedescendant");
});

test("a row that was let go holds its place, and says that it is on its way", () => {
  showTable(pagesOf(listOf(down(1_000, 5), gone(5), down(990, 100))));
  const rows = within(grid()).getAllByRole("row");
  // The headings stand above.
  const waiting = rows.filter((row) => row.getAttribute("aria-busy") === "true");
  expect(waiting.map((row) => row.getAttribute("aria-rowindex"))).toEqual(["7", "8", "9", "10", "11"]);
  expect(waiting[0]).toHaveStyle({ height: "38px", transform: "translateY(190px)" });
  expect(within(grid()).getAllByRole("gridcell", { name: "This row is on its way" })).toHaveLength(5);
  expect(screen.getByText("number 990").closest("[role=row]")).toHaveStyle({ transform: "translateY(380px)" });
});

test("keys that lead to a row that is not there wait for it", () => {
  const { unmount } = showTable(pagesOf(listOf(down(1_000, 15), gone(5))), 1_000);
  fireEvent.keyDown(grid(), { key: "End" });
  expect(onMove).not.toHaveBeenCalled();
  fireEvent.keyDown(grid(), { key: "Home" });
  expect(onMove).toHaveBeenLastCalledWith(1_000);
  unmount();

  show(<Growing />, fakeProgram({ world: busyWorld() }));
  fireEvent.keyDown(grid(), { key: "End" });
  // On from where it leads to.
  fireEvent.keyDown(grid(), { key: "ArrowUp" });
  expect(onMove).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole("button", { name: "come" }));
  expect(onMove.mock.calls).toEqual([[1_000], [982]]);
});

/** A list of which a page comes. */
function Growing() {
  const [parts, come] = useState<Parameters<typeof listOf>>([down(1_000, 15), gone(5)]);
  return (
    <>
      <button onClick={() => come([down(1_000, 15), down(985, 5)])}>come</button>
      <Table pages={pagesOf(listOf(...parts))} currentId={1_000} />
    </>
  );
}

test("rows that could not be had are told under the list, and asked for again", () => {
  const again = vi.fn();
  showTable(pagesOf(listOf(down(1_000, 100), gone(100)), { stuck: { code: "database", message: "disk I/O error" }, again }));
  expect(screen.getByText("number 1000")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("Some rows could not be read. The database could not be read or written.");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(again).toHaveBeenCalledOnce();
  expect(grid()).toHaveFocus();
});
