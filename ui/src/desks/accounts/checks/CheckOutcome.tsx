import { Text } from "@mantine/core";
import { IconBan, IconCheck, IconClock, IconHelpHexagon, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { CheckState } from "../../../contract/CheckState";
import type { NumberCheck } from "../../../contract/NumberCheck";
import type { Reason } from "../../../contract/Reason";
import { isCode, reasonNextStep, reasonSentence } from "../../../parts/reasons";
import { VendorCode } from "../../../parts/VendorCode";
import { CheckedNumber } from "./CheckedNumber";
import classes from "./checks.module.css";

const icons = { asking: IconClock, answered: IconCheck, rejected: IconBan, not_sent: IconBan, unknown: IconHelpHexagon } satisfies Record<CheckState, unknown>;

interface Props {
  check: NumberCheck;
  account: Pick<Account, "vendor" | "name">;
}

/** What came of a check. */
export function CheckOutcome({ check, account }: Props) {
  const { t } = useTranslation();
  const differs = check.matches === false;
  const Icon = differs ? IconX : icons[check.state];
  const words =
    check.matches === null ? t(`accounts:check.state.${check.state}`) : differs ? t("accounts:check.differs") : t("accounts:check.matches");
  const bad = check.state !== "answered" && check.state !== "asking";
  return (
    <div role={bad ? "alert" : "status"} className={classes["outcome"]}>
      <Text size="sm" fw={600} component="div" className={classes["line"] ?? ""} data-doubt={check.state === "unknown" || undefined}>
        <Icon size={15} className={check.state === "answered" && !differs ? classes["fine"] : undefined} aria-hidden />
        <span>{words}</span>
      </Text>
      {check.number_masked !== null && <CheckedNumber id={check.id} masked={check.number_masked} />}
      {check.reason !== null && <Why reason={check.reason} isUnknown={check.state === "unknown"} account={account} />}
      {check.state === "unknown" && <Text size="sm">{t("accounts:check.unknown_words")}</Text>}
    </div>
  );
}

function Why({ reason, isUnknown, account }: { reason: Reason; isUnknown: boolean; account: Props["account"] }) {
  const { t } = useTranslation();
  if (isCode(reason)) return <VendorCode reason={reason} account={account} />;
  return (
    <>
      <Text size="sm" className="sentence">
        {reasonSentence(t, reason)}
      </Text>
      {/* What the steps say of a send in doubt is not true of a check. */}
      {!isUnknown && <Text size="sm">{reasonNextStep(t, reason)}</Text>}
    </>
  );
}
