import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { BalanceAmount } from "../../contract/BalanceAmount";
import { When } from "../../parts/When";
import { decimal } from "./amount";
import classes from "./balances.module.css";

/** What the vendor calls the states of an account. */
export const accountStates = ["0", "1", "2", "3"] as const;
const OPEN = 1;
const TRIAL = 0;

/** What the vendor tells of the account itself, beside its balance. */
export function AccountFacts({ facts }: { facts: Extract<BalanceAmount, { unit: "account" }> }) {
  const { t } = useTranslation();
  const { overdraft, state, role, created_at: created, updated_at: updated } = facts;
  const rows: [string, ReactNode][] = [];
  if (state !== null) rows.push([t("balances:account.state"), <AccountState key="state" state={state} />]);
  if (overdraft !== null) rows.push([t("balances:account.overdraft"), t("balances:account.overdraft_of", { amount: decimal(overdraft) })]);
  if (role !== null && role !== "") rows.push([t("balances:account.role"), role]);
  if (created !== null) rows.push([t("balances:account.created"), <When key="created" at={created} />]);
  if (updated !== null) rows.push([t("balances:account.updated"), <When key="updated" at={updated} />]);
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Filled in only where a person is needed. */
function AccountState({ state }: { state: number }) {
  const { t } = useTranslation();
  const known = accountStates.find((one) => one === String(state));
  const words = known === undefined ? t("balances:account.state_unknown", { state }) : t(`balances:account.states.${known}`);
  return state === OPEN || state === TRIAL ? words : <strong className={classes.closed}>{words}</strong>;
}
