import { IconBan, IconCheck, IconKeyOff, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import { ReasonText } from "../../parts/ReasonText";
import classes from "./AccountState.module.css";

/** Whether an account works, and if not, why. */
export function AccountState({ account }: { account: Account }) {
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
        {t("accounts:state.no_secret")}
      </span>
    );
  }
  return (
    <span className={classes["quiet"]}>
      <IconCheck size={14} className={classes["fine"]} aria-hidden />
      {account.fetches_reports ? t("accounts:state.working") : t("accounts:state.sends_only")}
    </span>
  );
}
