import type { Account } from "../../contract/Account";
import type { AccountDraft } from "../../contract/AccountDraft";
import type { HexCase } from "../../contract/HexCase";
import type { ProfileKind } from "../../contract/ProfileKind";
import type { VendorInfo } from "./vendorInfo";

/** What stands in the form. */
export interface AccountFields {
  vendor: string;
  name: string;
  baseUrl: string;
  vendorAccount: string;
  secret: string;
  extension: string;
  signature: string;
  operationSize: number;
  keyCase: HexCase;
  /** Whether the operator wants this computer to fetch. */
  fetchHere: boolean;
  /** Whether another computer already does; null until answered. */
  fetchedElsewhere: boolean | null;
  httpAcknowledged: boolean;
}

const OPERATION_SIZE = 500;

export function fieldsOf(account: Account | null, vendors: readonly VendorInfo[], profile: ProfileKind): AccountFields {
  const vendor = vendors[0];
  if (account === null) {
    return {
      vendor: vendor?.id ?? "",
      name: "",
      baseUrl: vendor?.capabilities.default_base_url ?? "",
      vendorAccount: "",
      secret: "",
      extension: "",
      signature: "",
      operationSize: OPERATION_SIZE,
      keyCase: "lower",
      fetchHere: true,
      // In practice there is no other computer.
      fetchedElsewhere: profile === "practice" ? false : null,
      httpAcknowledged: false,
    };
  }
  return {
    vendor: account.vendor,
    name: account.name,
    baseUrl: account.base_url,
    vendorAccount: account.vendor_account,
    secret: "",
    extension: account.extension,
    signature: account.signature,
    operationSize: account.operation_size,
    keyCase: account.key_case,
    fetchHere: account.fetches_reports,
    fetchedElsewhere: account.fetches_reports || profile === "practice" ? false : null,
    httpAcknowledged: account.plain_http,
  };
}

/** Whether a URL is plain http to another machine: what is sent there can be read on the way. */
export function isReadableOnTheWay(url: string): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url.trim());
  } catch {
    return false;
  }
  if (parsed.protocol !== "http:") return false;
  return !(parsed.hostname === "localhost" || parsed.hostname === "[::1]" || /^127(\.\d+){3}$/.test(parsed.hostname));
}

function fetches({ fetchHere, fetchedElsewhere }: AccountFields): boolean | null {
  if (!fetchHere) return false;
  return fetchedElsewhere === null ? null : !fetchedElsewhere;
}

export function draftOf(fields: AccountFields, id: number | null): AccountDraft {
  return {
    id,
    vendor: fields.vendor,
    name: fields.name.trim(),
    base_url: fields.baseUrl.trim(),
    vendor_account: fields.vendorAccount.trim(),
    secret: fields.secret === "" ? null : fields.secret,
    extension: fields.extension.trim(),
    signature: fields.signature.trim(),
    operation_size: fields.operationSize,
    key_case: fields.keyCase,
    fetches_reports: fetches(fields),
    http_acknowledged: fields.httpAcknowledged && isReadableOnTheWay(fields.baseUrl),
  };
}
