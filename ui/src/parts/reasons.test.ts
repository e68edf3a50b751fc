import { describe, expect, it } from "vitest";

import { i18n } from "../i18n";
import { lianjiangCodes, reportCodes } from "./codes";
import { rawCode, reasonNextStep, reasonSentence } from "./reasons";

const languages = ["en", "zh-CN"] as const;
const lianjiang = (code: string) => ({ kind: "vendor_code" as const, vendor: "lianjiang", code, said: null });

describe("a reason", () => {
  it.each(languages)("says what each code of Lianjiang means, with the code behind it (%s)", (language) => {
    const t = i18n.getFixedT(language);
    for (const code of lianjiangCodes) {
      expect(reasonSentence(t, lianjiang(code))).toMatch(new RegExp(`^[^:]+ · ${code}$`));
      expect(reasonNextStep(t, lianjiang(code))).not.toContain("reasons:");
    }
  });

  it.each(languages)("says what each known report code means (%s)", (language) => {
    const t = i18n.getFixedT(language);
    for (const code of reportCodes) {
      const sentence = reasonSentence(t, { kind: "report_code", code });
      expect(sentence.endsWith(` · ${code}`)).toBe(true);
      expect(sentence).not.toContain("report.");
    }
  });

  it("shows codes in no table raw, without guessing", () => {
    const t = i18n.getFixedT("en");
    expect(reasonSentence(t, { kind: "report_code", code: "XQ:7731" })).toBe("meaning not known · XQ:7731");
    expect(reasonSentence(t, lianjiang("41234"))).toBe("meaning not known · 41234");
    expect(reasonSentence(t, { ...lianjiang("40003"), vendor: "another" })).toBe("meaning not known · 40003");
    expect(reasonSentence(i18n.getFixedT("zh-CN"), { kind: "report_code", code: "MK:0001" })).toBe("空号 · MK:0001");
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
