import type { AccountKey } from "../../contract/AccountKey";
import type { KeyFlaw } from "../../contract/KeyFlaw";
import type { KeyResult } from "../../contract/KeyResult";
import type { SecretKind } from "../../contract/SecretKind";
import { accountKey } from "../world";
import { missingOf } from "./accounts";
import type { Answers, Stage } from "./stage";

type Commands = "listKeys" | "generateKey" | "importKey" | "importKeyFile" | "useNextKey" | "dropNextKey" | "testKey";

function flawOf(text: string): KeyFlaw | null {
  if (text.includes("CERTIFICATE")) return { kind: "certificate" };
  if (text.includes("PUBLIC KEY")) return { kind: "public_key" };
  if (text.includes("ENCRYPTED")) return { kind: "encrypted" };
  if (text.includes("BEGIN") && !text.includes("END")) return { kind: "truncated" };
  if (text.includes("512")) return { kind: "too_short", bits: 512 };
  if (!text.includes("PRIVATE KEY") && text.length < 64) return { kind: "not_a_key" };
  return null;
}

export function keyAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  const of = (id: number, purpose: SecretKind) => world.keys.filter(({ account_id, key }) => account_id === id && key.purpose === purpose).map(({ key }) => key);
  /** Puts these keys in place of those for a purpose. */
  const put = (id: number, purpose: SecretKind, keys: AccountKey[]) => {
    const others = world.keys.filter(({ account_id, key }) => account_id !== id || key.purpose !== purpose);
    become({ keys: [...others, ...keys.map((key) => ({ account_id: id, key }))] });
    const accounts = world.accounts.map((candidate) => {
      if (candidate.id !== id) return candidate;
      const missing_secrets = missingOf(world, id, candidate.vendor, true);
      return { ...candidate, missing_secrets, has_secret: missing_secrets.length === 0 };
    });
    become({ accounts }, "accounts");
  };
  const store = (id: number, purpose: SecretKind, bits: number): KeyResult => {
    const current = of(id, purpose).find(({ slot }) => slot === "current");
    const key = accountKey({ purpose, bits, slot: current === undefined ? "current" : "next", added_at: Date.now(), fingerprint: "A0:11:5E:04:6B:D2:11:9C:8F:1C:42:9B:77:E0:5D:A3:16:CC:09:FE:B4:21:6A:38:D5:90:0E:7B:42:C1:8D:33" });
    put(id, purpose, current === undefined ? [key] : [current, key]);
    return { result: "stored", key };
  };
  return {
    listKeys: (id) => world.keys.filter(({ account_id }) => account_id === id).map(({ key }) => key),
    generateKey: ({ account_id, purpose, bits }) => store(account_id, purpose, bits),
    importKey: ({ account_id, purpose, text }) => {
      const flaw = flawOf(text);
      return flaw === null ? store(account_id, purpose, 1_024) : { result: "refused", flaw };
    },
    importKeyFile: ({ account_id, purpose }) => store(account_id, purpose, 2_048),
    useNextKey: ({ account_id, purpose }) =>
      put(account_id, purpose, of(account_id, purpose).filter(({ slot }) => slot === "next").map((key) => ({ ...key, slot: "current" as const }))),
    dropNextKey: ({ account_id, purpose }) => put(account_id, purpose, of(account_id, purpose).filter(({ slot }) => slot === "current")),
    testKey: ({ account_id, purpose }) => (of(account_id, purpose).some(({ slot }) => slot === "current") ? "works" : "missing"),
  };
}
