import { describe, expect, it } from "vitest";

import { codeTables } from "../contract/codes";
import type { Reason } from "../contract/Reason";
import { i18n } from "../i18n";
import { reportCodes } from "./codes";
import { codeOf, rawCode, reasonNextStep, reasonSentence } from "./reasons";

const languages = ["en", "zh-CN"] as const;
const all = Object.entries(codeTables).flatMap(([vendor, tables]) =>
  Object.entries(tables).flatMap(([table, codes]) => codes.map((code) => ({ vendor, table, code }))),
);
const lianjiang = (code: string) => ({ kind: "vendor_code" as const, vendor: "lianjiang", table: "", code, said: null });
const carriers = (code: string): Reason => ({ kind: "report_code", vendor: "lianjiang", table: "", code });

describe("a reason", () => {
  it.each(languages)("says what each code of each table means, with the code behind it, and what to do (%s)", (language) => {
    const t = i18n.getFixedT(language);
    for (const { vendor, table, code } of all) {
      const reason: Reason = { kind: "vendor_code", vendor, table, code: code.code, said: null };
      expect(reasonSentence(t, reason)).toBe(`${language === "en" ? code.en : code.zh} · ${code.code}`);
      expect(reasonNextStep(t, reason)).not.toContain("next.");
    }
  });

  it("looks a code without a table up in the first of the vendor's that has it", () => {
    expect(codeOf(lianjiang("40003"))?.topic).toBe("address_not_listed");
    expect(codeOf({ ...lianjiang("40003"), table: "codes" })).toBe(codeOf(lianjiang("40003")));
    expect(codeOf({ ...lianjiang("40003"), table: "another" })).toBeUndefined();
    expect(codeOf({ ...lianjiang("40003"), vendor: "constructor" })).toBeUndefined();
  });

  it("says who must act, and whether trying again can help", () => {
    const t = i18n.getFixedT("en");
    expect(reasonNextStep(t, lianjiang("40009"))).toBe("You can correct this yourself and do it anew. Trying again unchanged does not help.");
    expect(reasonNextStep(t, lianjiang("40004"))).toMatch(/^Only the vendor can mend this/);
    expect(reasonNextStep(t, lianjiang("49999"))).toMatch(/may or may not have gone out/);
  });

  it.each(languages)("says what each known report code of the carriers means (%s)", (language) => {
    const t = i18n.getFixedT(language);
    for (const code of reportCodes) {
      const sentence = reasonSentence(t, carriers(code));
      expect(sentence.endsWith(` · ${code}`)).toBe(true);
      expect(sentence).not.toContain("report.");
    }
  });

  it("shows codes in no table raw, without guessing", () => {
    const t = i18n.getFixedT("en");
    expect(reasonSentence(t, carriers("XQ:7731"))).toBe("meaning not known · XQ:7731");
    expect(reasonSentence(t, lianjiang("41234"))).toBe("meaning not known · 41234");
    expect(reasonSentence(t, { ...lianjiang("40003"), vendor: "another" })).toBe("meaning not known · 40003");
    expect(reasonSentence(t, { kind: "report_code", vendor: "another", table: "push", code: "MK:0001" })).toBe("meaning not known · MK:0001");
    expect(reasonSentence(i18n.getFixedT("zh-CN"), carriers("MK:0001"))).toBe("空号 · MK:0001");
  });

  it("can leave the code out", () => {
    expect(reasonSentence(i18n.getFixedT("en"), { kind: "http_status", status: 502 }, false)).toBe("fault in the vendor's server");
    expect(rawCode({ kind: "http_status", status: 502 })).toBe("HTTP 502");
    expect(rawCode({ kind: "connection_cut" })).toBeNull();
  });

  it("explains that a refused address has to be whitelisted by the vendor", () => {
    expect(reasonNextStep(i18n.getFixedT("en"), lianjiang("40003"))).toMatch(/ask the vendor to whitelist/i);
    expect(reasonNextStep(i18n.getFixedT("zh-CN"), lianjiang("40003"))).toMatch(/白名单/);
  });
});
