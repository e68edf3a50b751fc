import { expect, test } from "vitest";

import { briefly, presets, readVendorText, soon, wallClock } from "./sendTime";

const at = (text: string) => Date.parse(text);

test("a moment by another zone's clock", () => {
  expect(wallClock("Asia/Shanghai", at("2026-01-31T16:30:00Z"))).toEqual({ date: "2026-02-01", time: "00:30" });
  expect(wallClock("UTC", at("2026-01-31T16:30:00Z"))).toEqual({ date: "2026-01-31", time: "16:30" });
  expect(wallClock("Mars/Olympus", 0)).toBeNull();
});

test("a schedule begins half an hour from now, on a full five minutes", () => {
  expect(soon("Asia/Shanghai", at("2026-01-31T01:02:10Z"))).toEqual({ date: "2026-01-31", time: "09:35" });
});

test("presets are still to come", () => {
  const names = (text: string) => presets("Asia/Shanghai", at(text)).map(({ name }) => name);
  expect(names("2026-01-31T01:00:00Z")).toEqual(["half_hour", "two_hours", "today_18", "tomorrow_9"]);
  expect(names("2026-01-31T09:50:00Z")).toEqual(["half_hour", "two_hours", "tomorrow_9"]);
  expect(presets("Asia/Shanghai", at("2026-01-31T16:10:00Z")).at(-1)?.at).toEqual({ date: "2026-02-02", time: "09:00" });
  expect(presets("Mars/Olympus", 0)).toEqual([]);
});

test("says no more of a time than is needed", () => {
  const then = readVendorText("20260131093000");
  expect(briefly(then, { date: "2026-01-31", time: "08:00" })).toBe("09:30");
  expect(briefly(then, { date: "2026-01-30", time: "08:00" })).toBe("01-31 09:30");
  expect(briefly(then, { date: "2025-12-31", time: "08:00" })).toBe("2026-01-31 09:30");
  expect(readVendorText("20260131093015").time).toBe("09:30:15");
});
