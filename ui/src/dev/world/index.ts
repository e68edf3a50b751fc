import { account, lianjiangAccounts, otherAccounts } from "./accounts";
import { balance, lianjiangBalances, otherBalances } from "./balances";
import { manyBindings } from "./bindings";
import { manyChecks } from "./checks";
import { conversationsOf, manySuppressed, usualStopWords } from "./conversations";
import { manyExchanges, manyForeign, manyPolls, manyQuarantined, manyStrays } from "./exchanges";
import { manyDisclosures, noBackup, usualRetention } from "./keeping";
import { manyKeys } from "./keys";
import { manyMessages, otherMessages, savedFilters } from "./messages";
import { manyPushes, receiverOff, receiverOn } from "./pushes";
import { manyReplies } from "./replies";
import { busyStatus, quietStatus } from "./status";
import { lianjiangTemplates, linkaccountTemplates, openJobs } from "./templates";
import type { World } from "./types";

export { account } from "./accounts";
export { balance } from "./balances";
export { binding, storyOfBinding, xCall } from "./bindings";
export { numberCheck } from "./checks";
export { conversation, suppressed } from "./conversations";
export { exchange, poll } from "./exchanges";
export { accountKey } from "./keys";
export { messageRow } from "./messages";
export { reply } from "./replies";
export { push, receiverOff, receiverOn } from "./pushes";
export { quietStatus } from "./status";
export type { World } from "./types";
export { capabilitiesOf, vendors } from "./vendors";

/** A program that was never opened. */
export function freshWorld(): World {
  return {
    profile: { state: "welcome", live_exists: false, practice_exists: false },
    preferences: { language: null, theme: "system", density: "comfortable" },
    identity: null,
    accounts: [],
    keys: [],
    templates: [],
    jobs: [],
    messages: [],
    filters: [],
    replies: [],
    conversations: [],
    stopWords: usualStopWords,
    suppressed: [],
    balances: [],
    bindings: [],
    checks: [],
    pushes: [],
    exchanges: [],
    polls: [],
    foreign: [],
    strays: [],
    quarantined: [],
    works: [],
    disclosures: [],
    retention: usualRetention(),
    backup: noBackup,
    receiver: receiverOff,
    status: quietStatus,
  };
}

/** A practice profile just opened: one account, nothing sent. */
export function practiceWorld(): World {
  const now = Date.now();
  return {
    ...freshWorld(),
    profile: { state: "ready", profile: "practice", recovery_key_due: false, data_dir: "/home/li/.local/share/switchboard/practice" },
    identity: { operator: "李敏", desk: "P01" },
    accounts: [account({ name: "Practice" })],
    balances: [balance({ account_name: "Practice", at: now - 20_000 })],
    status: { ...quietStatus, polls: [{ account_id: 1, account_name: "Practice", reports_at: now - 4_000, replies_at: now - 9_000, failing: null, due: true }] },
  };
}

/** A live profile with one vendor, in the middle of a day on which much goes wrong. */
export function busyWorld(): World {
  return {
    ...freshWorld(),
    profile: { state: "ready", profile: "live", recovery_key_due: false, data_dir: "/home/li/.local/share/switchboard/live" },
    identity: { operator: "李敏", desk: "KF3" },
    accounts: lianjiangAccounts(),
    templates: lianjiangTemplates,
    jobs: openJobs(),
    messages: manyMessages(),
    filters: savedFilters,
    replies: manyReplies(),
    conversations: conversationsOf(manyReplies()),
    suppressed: manySuppressed(),
    exchanges: manyExchanges(),
    polls: manyPolls(),
    foreign: manyForeign(),
    strays: manyStrays(),
    quarantined: manyQuarantined(),
    disclosures: manyDisclosures(),
    balances: lianjiangBalances(),
    status: busyStatus(),
  };
}

/** The same with an account of each vendor: 1–3 Lianjiang, 4 LinkAccount, 5 its legacy dialect, 6 International, 7 privacy numbers. */
export function fiveWorld(): World {
  const busy = busyWorld();
  return {
    ...busy,
    accounts: [...busy.accounts, ...otherAccounts()],
    keys: manyKeys,
    templates: [...busy.templates, ...linkaccountTemplates],
    messages: [...otherMessages(), ...busy.messages],
    balances: [...busy.balances, ...otherBalances()],
    bindings: manyBindings(),
    checks: manyChecks(),
    pushes: manyPushes(),
    receiver: receiverOn,
    status: { ...busy.status, low_balances: 2, bindings_in_doubt: 3 },
  };
}
