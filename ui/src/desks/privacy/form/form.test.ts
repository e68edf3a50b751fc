import { expect, test } from "vitest";

import { draftOf, emptyForm, shortNumber, ttlSeconds, type BindForm } from "./form";

const form = (change: Partial<BindForm> = {}): BindForm => ({ ...emptyForm(), ...change });
const chosen = { accountId: 7, appid: "ride", xNumber: "17000000004" };

test("no time is chosen until somebody chooses one", () => {
  expect(ttlSeconds(form())).toBeNull();
  expect(draftOf(form(), chosen).ttl_seconds).toBeNull();
});

test("an own time is a whole number above 0, and never for ever by accident", () => {
  expect(ttlSeconds(form({ ttl: "own", ownTime: "90", ownUnit: "minutes" }))).toBe(5_400);
  for (const ownTime of ["", "0", "-1", "1.5", "soon", "999999999"]) {
    expect(ttlSeconds(form({ kind: "xa", ttl: "own", ownTime, ownUnit: "days" }))).toBeNull();
  }
});

test("for ever is for XA only", () => {
  expect(ttlSeconds(form({ kind: "xa", ttl: "for_ever" }))).toBe(0);
  expect(ttlSeconds(form({ kind: "axb", ttl: "for_ever" }))).toBeNull();
});

test("what the other kind has is not in the draft", () => {
  const both = form({ aNumber: " 13800000001 ", bNumber: "13900000002", showsAToB: true, announcements: ["1", "", "3"], playedOnAnswer: "7,8" });
  expect(draftOf(both, chosen)).toMatchObject({ a_number: "13800000001", b_number: "13900000002", shows_a_to_b: true, anucode: "1,,3", ansanu: "7,8" });
  expect(draftOf({ ...both, kind: "xa" }, chosen)).toMatchObject({ b_number: "", shows_a_to_b: false, anucode: "1", ansanu: "" });
  expect(draftOf(form(), chosen).anucode).toBe("");
});

test("a number on a button keeps its ends and is not broken", () => {
  expect(shortNumber("13800000001").replaceAll("\u2060", "")).toBe("138…0001");
  expect(shortNumber("95188")).toBe("95188");
});
