import type { Account } from "../../contract/Account";
import type { AccountDraft } from "../../contract/AccountDraft";
import type { ConnectionTest } from "../../contract/ConnectionTest";
import type { FieldProblem } from "../../contract/FieldProblem";
import type { SecretKind } from "../../contract/SecretKind";
import { account, capabilitiesOf, vendors, type World } from "../world";
import { found, nextId, type Answers, type Stage } from "./stage";

type Commands = "listVendors" | "listAccounts" | "saveAccount" | "setAccountEnabled" | "deleteAccount" | "testConnection" | "resumeAccount";

const isPlain = (url: string) => url.startsWith("http://") && !/^http:\/\/(127\.|localhost|\[::1\])/.test(url);

function problemsOf(draft: AccountDraft, before: Account | undefined): FieldProblem[] {
  const capabilities = capabilitiesOf(draft.vendor);
  const problems: FieldProblem[] = [];
  if (draft.name.trim() === "") problems.push({ field: "name", reason: "required" });
  if (draft.base_url === "") problems.push({ field: "base_url", reason: "required" });
  else if (isPlain(draft.base_url) && !capabilities.plain_http) problems.push({ field: "base_url", reason: "https_only" });
  if (draft.vendor_account.trim() === "") problems.push({ field: "vendor_account", reason: "required" });
  if (before === undefined && draft.secret === null && capabilities.secrets.includes("secret")) problems.push({ field: "secret", reason: "required" });
  if (capabilities.plain_http && isPlain(draft.base_url) && !draft.http_acknowledged) {
    problems.push({ field: "http_acknowledged", reason: "http_not_acknowledged" });
  }
  if (draft.x_numbers.some((number) => !/^\d+$/.test(number))) problems.push({ field: "x_numbers", reason: "digits_only" });
  if (draft.proxy_mode === "manual" && draft.proxy_url === "") problems.push({ field: "proxy_url", reason: "required" });
  if (draft.fetches_reports === null) problems.push({ field: "fetches_reports", reason: "polling_not_answered" });
  return problems;
}

/** What an account still needs from the keychain. */
export function missingOf(world: World, id: number, vendor: string, hasSecret: boolean): SecretKind[] {
  return capabilitiesOf(vendor).secrets.filter((kind) =>
    kind === "secret" ? !hasSecret : !world.keys.some(({ account_id, key }) => account_id === id && key.purpose === kind && key.slot === "current"),
  );
}

function testOf(world: World, of: Account): ConnectionTest {
  if (of.paused !== null) {
    return { result: "fails", reason: { kind: "vendor_code", vendor: of.vendor, table: "", code: "40003", said: "ip error" }, clock_skew_seconds: null };
  }
  if (capabilitiesOf(of.vendor).balance === "not_offered") {
    const [purpose] = missingOf(world, of.id, of.vendor, true);
    return purpose === undefined ? { result: "keys_work" } : { result: "key_fails", purpose };
  }
  const amount = world.balances.find(({ account_id }) => account_id === of.id)?.amount ?? { unit: "messages", left: 18_204 };
  return { result: "works", amount, clock_skew_seconds: 1 };
}

export function accountAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    listVendors: () => vendors,
    listAccounts: () => world.accounts,
    saveAccount: ({ secret, proxy_password, http_acknowledged, ...draft }) => {
      const before = world.accounts.find(({ id }) => id === draft.id);
      const problems = problemsOf({ secret, proxy_password, http_acknowledged, ...draft }, before);
      if (problems.length > 0) return { result: "invalid", problems };
      const id = draft.id ?? nextId(world.accounts);
      const hadSecret = before !== undefined && !before.missing_secrets.includes("secret");
      const missing = missingOf(world, id, draft.vendor, secret !== null || hadSecret);
      const saved = account({
        secret_fingerprint: null,
        ...before,
        ...draft,
        id,
        plain_http: isPlain(draft.base_url),
        fetches_reports: draft.fetches_reports ?? false,
        reports_here: draft.fetches_reports ?? false,
        has_secret: missing.length === 0,
        missing_secrets: missing,
        has_proxy_password: proxy_password !== null || (before?.has_proxy_password ?? false),
        ...(secret === null ? {} : { secret_fingerprint: "3f9a01c7" }),
      });
      const accounts = before === undefined ? [...world.accounts, saved] : world.accounts.map((candidate) => (candidate.id === id ? saved : candidate));
      become({ accounts }, "accounts", "balances");
      return { result: "saved", account: saved };
    },
    setAccountEnabled: ({ id, enabled }) =>
      become({ accounts: world.accounts.map((candidate) => (candidate.id === id ? { ...candidate, enabled } : candidate)) }, "accounts"),
    deleteAccount: (id) => become({ accounts: world.accounts.filter((candidate) => candidate.id !== id) }, "accounts", "status"),
    testConnection: (id) => testOf(world, found(world.accounts.find((candidate) => candidate.id === id))),
    resumeAccount: (id) =>
      become(
        {
          accounts: world.accounts.map((candidate) => (candidate.id === id ? { ...candidate, paused: null } : candidate)),
          status: { ...world.status, paused_accounts: world.status.paused_accounts.filter((paused) => paused.account_id !== id) },
        },
        "accounts",
        "status",
      ),
  };
}
