import { IconBan, IconCheck, IconKeyOff, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import { ReasonText } from "../../parts/ReasonText";
import { polls } from "./applies";
import classes from "./AccountState.module.css";

function stateOf(account: Account, can: Capabilities | undefined): "accounts:state.working" | "accounts:state.sends_only" | "accounts:state.no_reports" {
  if (can === undefined || can.sends.length === 0) return "accounts:state.working";
  if (polls(can)) return account.fetches_reports ? "accounts:state.working" : "accounts:state.sends_only";
  return account.reports_here ? "accounts:state.working" : "accounts:state.no_reports";
}

/** Whether an account works, and if not, why. */
export function AccountState({ account, can }: { account: Account; can: Capabilities | undefined }) {
  const { t } = useTranslation();
  if (!account.enabled) {
    return (
      <span className={classes["quiet"]}>
        <IconBan size={14} aria-hidden />
        {t("accounts:state.off")}
      </span>
    );
  }
  if (account.paused !== null) {
    return (
      <span className={classes["paused"]}>
        <span className={classes["filled"]}>
          <IconPlayerPause size={13} aria-hidden />
          {t("accounts:state.paused")}
        </span>
        <ReasonText reason={account.paused.reason} />
      </span>
    );
  }
  if (!account.has_secret) {
    return (
      <span className={classes["filled"]}>
        <IconKeyOff size={13} aria-hidden />
        {account.missing_secrets.some((kind) => kind !== "secret") ? t("accounts:state.no_key") : t("accounts:state.no_secret")}
      </span>
    );
  }
  return (
    <span className={classes["quiet"]}>
      <IconCheck size={14} className={classes["fine"]} aria-hidden />
      {t(stateOf(account, can))}
    </span>
  );
}
