import { later } from "../parts/later";

// The desks that are not drawn first, each with what only it needs.
export const AccountsDesk = later(async () => (await import("../desks/accounts")).AccountsDesk);
export const BalancesDesk = later(async () => (await import("../desks/balances")).BalancesDesk);
export const InterfaceLogDesk = later(async () => (await import("../desks/interface-log")).InterfaceLogDesk);
export const NumberPage = later(async () => (await import("../desks/number")).NumberPage);
export const PrivacyDesk = later(async () => (await import("../desks/privacy")).PrivacyDesk);
export const RepliesDesk = later(async () => (await import("../desks/replies")).RepliesDesk);
export const SendDesk = later(async () => (await import("../desks/send")).SendDesk);
export const SettingsDesk = later(async () => (await import("../desks/settings")).SettingsDesk);

const all = [SendDesk, PrivacyDesk, RepliesDesk, BalancesDesk, AccountsDesk, InterfaceLogDesk, SettingsDesk, NumberPage];

/** Fetches them one after the other, so that nobody waits for one. One that cannot be had keeps no other back, and says so when it is shown. */
export async function fetchDesks(): Promise<void> {
  for (const desk of all) await desk.ahead().catch(() => undefined);
}
