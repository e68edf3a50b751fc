import type { Account } from "../../contract/Account";
import type { AccountDraft } from "../../contract/AccountDraft";
import type { Capabilities } from "../../contract/Capabilities";
import type { ProfileKind } from "../../contract/ProfileKind";
import type { ProxyMode } from "../../contract/ProxyMode";
import { mostRecipients, namesSignature, polls } from "./applies";
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
  /** Only what was chosen; a setting that is missing stands at its default. */
  settings: Record<string, string>;
  appids: string[];
  xNumbers: string[];
  proxyMode: ProxyMode;
  proxyUrl: string;
  proxyUser: string;
  proxyPassword: string;
  publicUrl: string;
  /** Whether the operator wants this computer to fetch. */
  fetchHere: boolean;
  /** Whether another computer already does; null until answered. */
  fetchedElsewhere: boolean | null;
  httpAcknowledged: boolean;
}

const OPERATION_SIZE = 500;

/** What depends on the vendor, as a new account starts with it. */
function startsWith(can: Capabilities | undefined): Pick<AccountFields, "baseUrl" | "operationSize" | "settings" | "httpAcknowledged"> {
  return {
    baseUrl: can?.default_base_url ?? "",
    operationSize: can === undefined ? 1 : Math.min(OPERATION_SIZE, mostRecipients(can)),
    settings: {},
    httpAcknowledged: false,
  };
}

export function fieldsOf(account: Account | null, vendors: readonly VendorInfo[], profile: ProfileKind): AccountFields {
  if (account === null) {
    const vendor = vendors[0];
    return {
      ...startsWith(vendor?.capabilities),
      vendor: vendor?.id ?? "",
      name: "",
      vendorAccount: "",
      secret: "",
      extension: "",
      signature: "",
      appids: [],
      xNumbers: [],
      proxyMode: "system",
      proxyUrl: "",
      proxyUser: "",
      proxyPassword: "",
      publicUrl: "",
      fetchHere: true,
      // In practice there is no other computer.
      fetchedElsewhere: profile === "practice" ? false : null,
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
    settings: account.settings,
    appids: account.appids,
    xNumbers: account.x_numbers,
    proxyMode: account.proxy_mode,
    proxyUrl: account.proxy_url,
    proxyUser: account.proxy_user,
    proxyPassword: "",
    publicUrl: account.public_url,
    fetchHere: account.fetches_reports,
    fetchedElsewhere: account.fetches_reports || profile === "practice" ? false : null,
    httpAcknowledged: account.plain_http,
  };
}

/** The change that choosing another vendor makes: what was typed stays where it can be meant for that one. */
export function changeOfVendor(fields: AccountFields, vendor: VendorInfo): Partial<AccountFields> {
  return { ...startsWith(vendor.capabilities), vendor: vendor.id, name: fields.name };
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

function fetches({ fetchHere, fetchedElsewhere }: AccountFields, can: Capabilities): boolean | null {
  if (!polls(can)) return can.queries_reports && fetchHere;
  if (!fetchHere) return false;
  return fetchedElsewhere === null ? null : !fetchedElsewhere;
}

/** The draft as it goes out. What was typed for another vendor is not in it. */
export function draftOf(fields: AccountFields, can: Capabilities, id: number | null): AccountDraft {
  const byHand = fields.proxyMode === "manual";
  return {
    id,
    vendor: fields.vendor,
    name: fields.name.trim(),
    base_url: fields.baseUrl.trim(),
    vendor_account: fields.vendorAccount.trim(),
    secret: can.secrets.includes("secret") && fields.secret !== "" ? fields.secret : null,
    extension: can.extension_digits > 0 ? fields.extension.trim() : "",
    signature: namesSignature(can) ? fields.signature.trim() : "",
    operation_size: fields.operationSize,
    settings: fields.settings,
    appids: can.bindings ? fields.appids : [],
    x_numbers: can.bindings ? fields.xNumbers : [],
    proxy_mode: fields.proxyMode,
    proxy_url: byHand ? fields.proxyUrl.trim() : "",
    proxy_user: byHand ? fields.proxyUser.trim() : "",
    proxy_password: byHand && fields.proxyPassword !== "" ? fields.proxyPassword : null,
    public_url: can.pushes.length > 0 ? fields.publicUrl.trim() : "",
    fetches_reports: fetches(fields, can),
    http_acknowledged: fields.httpAcknowledged && isReadableOnTheWay(fields.baseUrl),
  };
}
