import { Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { NumberCheck } from "../../../contract/NumberCheck";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import { CheckDetails } from "./CheckDetails";
import { CheckOutcome } from "./CheckOutcome";

/** A check that was made: what was asked, what came of it, by whom. */
export function CheckCard({ check, account }: { check: NumberCheck; account: Pick<Account, "vendor" | "name"> }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="sm" component="article" aria-label={t(`accounts:check.kind.${check.kind}`)}>
      <Text size="xs" c="dimmed" component="div">
        {t(`accounts:check.kind.${check.kind}`)} · <When at={check.at} /> · <PlainText text={check.operator} />
        {check.reference !== "" && <PlainText text={` · ${check.reference}`} />}
      </Text>
      <CheckOutcome check={check} account={account} />
      {check.attempts.length > 0 && <CheckDetails attempts={check.attempts} />}
    </Paper>
  );
}
