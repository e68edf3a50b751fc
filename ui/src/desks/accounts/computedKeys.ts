import { namedVendors } from "../../parts/VendorTag";
import { explainedSettings } from "./settings";

const settings = Object.keys(explainedSettings);

export const computedKeys = {
  "accounts:vendor_does.": namedVendors,
  "accounts:tab.": ["account", "keys", "templates", "pushes", "checks"],
  "accounts:limit.": ["plain", "template", "international"],
  "accounts:proxy.mode.": { type: "ProxyMode" },
  "accounts:setting.label.": settings,
  "accounts:setting.words.": settings,
  "accounts:setting.value.": Object.entries(explainedSettings).flatMap(([name, values]) => values.map((value) => `${value}_of_${name}`)),
  "accounts:left.state.": ["0", "1", "2", "3"],
  "accounts:key.purpose.": { type: "SecretKind" },
  "accounts:key.purpose_words.": { type: "SecretKind", without: ["secret"] },
  "accounts:key.flaw.": { type: "KeyFlaw" },
  "accounts:key.tested.": { type: "KeyTest" },
  "accounts:check.kind.": { type: "CheckKind" },
  "accounts:check.kind_words.": { type: "CheckKind" },
  "accounts:check.channel.": ["0", "1", "2"],
  "accounts:check.platform.": ["0", "1"],
  "accounts:check.state.": { type: "CheckState" },
};
