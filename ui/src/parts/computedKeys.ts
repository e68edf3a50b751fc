import { httpClasses, reportCodes } from "./codes";
import { namedVendors } from "./VendorTag";

const reports = [...reportCodes].map((code) => code.replace(":", "_"));
const kinds = { type: "Reason", without: ["vendor_code", "report_code", "http_status"] };

export const computedKeys = {
  "parts:state.": { type: "MessageState" },
  "parts:field.": { type: "FieldReason" },
  "parts:vendor.": namedVendors,
  "reasons:report.": reports,
  "reasons:http.": httpClasses,
  "reasons:kind.": kinds,
  "reasons:next.topic.": { type: "CodeTopic" },
  "reasons:next.class.": ["no_data", "busy", "open"],
  "reasons:next.actor.": { type: "CodeActor" },
  "reasons:next.again.": ["helps", "no_help"],
  "reasons:next.report.": reports,
  "reasons:next.http.": httpClasses,
  "reasons:next.kind.": kinds,
};
