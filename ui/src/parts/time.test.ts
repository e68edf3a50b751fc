import { describe, expect, it } from "vitest";

import { figures } from "./figures";
import { clock, dateAndClock, fullTime } from "./time";

describe("figures and times", () => {
  it("group thousands", () => {
    expect([0, 999, 1000, 41_200, 1_000_000].map(figures)).toEqual(["0", "999", "1,000", "41,200", "1,000,000"]);
  });

  it("are written without the system's locale, which may be none", () => {
    const at = new Date(2018, 5, 12, 9, 2, 1);
    expect(clock(at)).toBe("09:02:01");
    expect(dateAndClock(at)).toBe("2018-06-12 09:02:01");
    expect(dateAndClock(new Date(new Date().getFullYear(), 0, 3, 14, 0, 0))).toBe("01-03 14:00:00");
    expect(fullTime(at)).toMatch(/^2018-06-12 09:02:01 UTC[+-]\d\d:\d\d$/);
  });
});
