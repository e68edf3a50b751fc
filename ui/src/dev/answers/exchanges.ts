import type { ExchangeRef } from "../../contract/ExchangeRef";
import { found, type Answers, type Stage } from "./stage";

type Commands =
  | "listExchanges"
  | "exchangeDetail"
  | "exchangeCurl"
  | "diagnose"
  | "listPolls"
  | "setPollInterval"
  | "listForeign"
  | "listStrays"
  | "handOver"
  | "takeIn"
  | "listQuarantined";

export function exchangeAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  const detail = (of: ExchangeRef) => found(world.exchanges.find(({ row }) => row.of.at === of.at && row.of.id === of.id));
  return {
    listExchanges: ({ account_id, kinds, troubled_only, before, limit }) => {
      const all = world.exchanges
        .map(({ row }) => row)
        .filter(
          (row) =>
            (account_id === null || row.account_id === account_id) &&
            (kinds.length === 0 || kinds.includes(row.kind)) &&
            (!troubled_only || row.outcome === "refused" || row.outcome === "not_sent" || row.outcome === "doubt"),
        );
      // The made-up cursor counts rows, where the program keeps an id of each kind.
      const from = before?.attempt ?? 0;
      return { rows: all.slice(from, from + limit), next: from + limit < all.length ? { attempt: from + limit, poll: 0, push: 0 } : null };
    },
    exchangeDetail: detail,
    exchangeCurl: (of) => {
      const { row, url, request_body } = detail(of);
      const repeats = row.kind === "send" ? row.items : 0;
      return {
        script: `#!/bin/sh\n${repeats > 0 ? `# This would send ${String(repeats)} messages again.\n` : ""}read -r -p 'Password: ' PASSWORD\ncurl -X ${row.method} '${url}' --data '${request_body}'\n`,
        repeats,
      };
    },
    diagnose: () => ({
      findings: [
        { kind: "key", same: true, fingerprint: "3f9a01c7" },
        { kind: "clock", skew_seconds: 2, within: true },
        { kind: "signed_as_set", same: true },
        { kind: "spaces_around", found: false },
      ],
      options: [
        { settings: [{ name: "key_case", value: "lower" }], current: true, signed: "swb_backup{{password}}1749794531", digest: { name: "MD5", value: "0f1d9a6e5c2b48d7a3e1b6c4d5f60718" } },
        { settings: [{ name: "key_case", value: "upper" }], current: false, signed: "swb_backup{{password}}1749794531", digest: { name: "MD5", value: "0F1D9A6E5C2B48D7A3E1B6C4D5F60718" } },
      ],
      advice: [{ kind: "try_setting", name: "key_case", value: "upper" }, { kind: "enter_secret_again" }, { kind: "ask_vendor" }],
    }),
    listPolls: () => world.polls,
    setPollInterval: ({ account_id, kind, seconds }) => {
      if (seconds !== null && (seconds < 10 || seconds > 86_400)) return [{ field: "seconds", reason: "out_of_range" }];
      become(
        { polls: world.polls.map((poll) => (poll.account_id === account_id && poll.kind === kind ? { ...poll, interval_seconds: seconds } : poll)) },
        "status",
      );
      return [];
    },
    listForeign: () => world.foreign,
    listStrays: () => ({ count: world.strays.length, newest: world.strays }),
    handOver: ({ account_id, desk, passphrase }) => {
      if (passphrase.length < 12) return { result: "passphrase_too_short" };
      const items = found(world.foreign.find((one) => one.account_id === account_id && one.desk === desk));
      become(
        {
          foreign: world.foreign.map((one) => (one === items ? { ...one, not_handed_over: 0 } : one)),
          accounts: world.accounts.map((one) => (one.id === account_id ? { ...one, foreign_items: 0 } : one)),
          status: { ...world.status, foreign_items: world.status.foreign_items - items.not_handed_over },
        },
        "accounts",
        "status",
      );
      return { result: "saved", path: `/home/li.min/handover-${desk}.swb`, reports: items.reports, calls: items.calls };
    },
    takeIn: ({ passphrase }) => (passphrase.length < 12 ? { result: "wrong_passphrase" } : { result: "taken", new: 3, known: 1, matched: 2 }),
    listQuarantined: () => world.quarantined,
  };
}
