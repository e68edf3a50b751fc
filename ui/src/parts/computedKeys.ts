import { httpClasses, lianjiangCodes, reportCodes } from "./codes";
import { namedVendors } from "./VendorTag";

const reports = [...reportCodes].map((code) => code.replace(":", "_"));
const kinds = { type: "Reason", without: ["vendor_code", "report_code", "http_status"] };

export const computedKeys = {
  "parts:state.": { type: "MessageState" },
  "parts:field.": { type: "FieldReason" },
  "parts:vendor.": namedVendors,
  "reasons:lianjiang.": [...lianjiangCodes],
  "reasons:report.": reports,
  "reasons:http.": httpClasses,
  "reasons:kind.": kinds,
  "reasons:next.lianjiang.": [...lianjiangCodes],
  "reasons:next.report.": reports,
  "reasons:next.http.": httpClasses,
  "reasons:next.kind.": kinds,
};
