import type { AccountKey } from "../../contract/AccountKey";

const base64 =
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDR2vnYQy3GcQeTQfWfF8HnCMOXQZ1kZ7eUp0bQd3sYt5nXvQqN8cJmU0yqk2Yw1hZl7sZ0xYh3Qm5r3F3c1v0o6H6k5mC9eU2i8K1d7rVb4nL0aTzXj2oY8wPqS3gFhR6uEtMvB5yNcDxZkWqJ7aIfLrOe1TgUsXbPm4QwIDAQAB";

/** A key of which only the public half is known here. */
export function accountKey(change: Partial<AccountKey> = {}): AccountKey {
  return {
    purpose: "signing_key",
    slot: "current",
    bits: 1_024,
    fingerprint: "8F:1C:42:9B:77:E0:5D:A3:16:CC:09:FE:B4:21:6A:38:D5:90:0E:7B:42:C1:8D:33:F7:A9:5E:04:6B:D2:11:9C",
    public_base64: base64,
    public_pem: `-----BEGIN PUBLIC KEY-----\n${base64.replace(/(.{64})/g, "$1\n")}\n-----END PUBLIC KEY-----\n`,
    added_at: Date.now() - 40 * 24 * 3_600_000,
    ...change,
  };
}

export const manyKeys: { account_id: number; key: AccountKey }[] = [
  { account_id: 4, key: accountKey() },
  { account_id: 4, key: accountKey({ slot: "next", bits: 2_048, fingerprint: "03:6B:D2:11:9C:8F:1C:42:9B:77:E0:5D:A3:16:CC:09:FE:B4:21:6A:38:D5:90:0E:7B:42:C1:8D:33:F7:A9:5E" }) },
  { account_id: 4, key: accountKey({ purpose: "decryption_key" }) },
];
