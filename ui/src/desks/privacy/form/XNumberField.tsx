import { Anchor, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Account } from "../../../contract/Account";
import { useNow } from "../../../frame/useNow";
import { useAsk } from "../../../ipc/ask";
import { endsAt } from "../remaining";

interface Props {
  account: Account;
  value: string;
  error: string | null;
  onChange: (xNumber: string) => void;
}

/** Which X, from the account's list; the busy ones say so. */
export function XNumberField({ account, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const busy = useAsk(["bindings"], ["bindings_of_account", account.id], (api) =>
    api.listBindings({ live_only: true, account_id: account.id, search: "", before: null, limit: 500 }),
  ).data?.rows;
  const label = (x: string) => {
    const live = busy?.filter(({ x_number }) => x_number === x) ?? [];
    if (live.length === 0) return x;
    if (live.length > 1) return t("privacy:x.busy_several", { x, count: live.length });
    const end = live[0]?.ends_at ?? live[0]?.reserved_until ?? null;
    return end === null ? t("privacy:x.busy_for_ever", { x }) : t("privacy:x.busy", { x, end: endsAt(end, now) });
  };
  const none = account.x_numbers.length === 0;
  return (
    <Select
      label={t("privacy:field.x")}
      description={
        none ? (
          <>
            {t("privacy:x.none")}{" "}
            <Anchor component={Link} href={`/accounts/${account.id}`} inherit underline="always">
              {t("privacy:go.account")}
            </Anchor>
          </>
        ) : (
          t("privacy:help.x")
        )
      }
      placeholder={t("privacy:x.choose")}
      data={account.x_numbers.map((x) => ({ value: x, label: label(x) }))}
      value={value === "" ? null : value}
      onChange={(x) => {
        if (x !== null) onChange(x);
      }}
      error={error}
      disabled={none}
      searchable={account.x_numbers.length > 8}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}
