import { describe, expect, it } from "vitest";

import { everything, isEverything, isUnknownList, same, toggled } from "./filter";
import { boundsOf, periodOf } from "./period";

const midnight = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();

describe("a period", () => {
  it("of the last days says so, and leaves it to the program when they began", () => {
    const week = { ...everything, ...boundsOf({ kind: "last", days: 7 }) };
    expect(week).toEqual({ ...everything, last_days: 7 });
    expect(periodOf(week)).toEqual({ kind: "last", days: 7 });
    expect(periodOf({ ...week, ...boundsOf({ kind: "all" }) })).toEqual({ kind: "all" });
  });

  it("of the calendar has its last day whole", () => {
    const bounds = boundsOf({ kind: "calendar", from: "2026-02-27", to: "2026-02-28" });
    expect(bounds).toEqual({ last_days: null, from_at: midnight(2026, 2, 27), to_at: midnight(2026, 3, 1) });
    expect(periodOf({ ...everything, ...bounds })).toEqual({ kind: "calendar", from: "2026-02-27", to: "2026-02-28" });
  });

  it("with a day half typed leaves that side open", () => {
    expect(boundsOf({ kind: "calendar", from: "2026-02", to: "" })).toEqual({ last_days: null, from_at: null, to_at: null });
    expect(boundsOf({ kind: "calendar", from: "", to: "2026-12-31" })).toEqual({ last_days: null, from_at: null, to_at: midnight(2027, 1, 1) });
  });
});

describe("a filter", () => {
  it("is the same in whatever order its states were set", () => {
    expect(same({ ...everything, states: ["failed", "rejected"] }, { ...everything, states: ["rejected", "failed"], search: " " })).toBe(true);
    expect(same(everything, { ...everything, code: "1" })).toBe(false);
    expect(isEverything({ ...everything, job_id: 4 })).toBe(false);
  });

  it("takes a group of states in, and off again", () => {
    const some = { ...everything, states: toggled({ ...everything, states: ["failed"] }, ["not_sent", "rejected"]) };
    expect(some.states).toEqual(["failed", "not_sent", "rejected"]);
    expect(toggled(some, ["not_sent", "rejected"])).toEqual(["failed"]);
    expect(isUnknownList({ ...everything, states: ["unknown"], code: "1" })).toBe(true);
    expect(isUnknownList({ ...everything, states: ["unknown", "failed"] })).toBe(false);
  });
});
