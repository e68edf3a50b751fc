import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import { useAsk } from "../../../ipc/ask";
import { lastDaysWords } from "./lastDaysWords";
import { dayOf, periodOf, type Period } from "./period";

/** Something that is set, in words, and the filter without it. */
export interface Chip {
  label: string;
  without: Partial<MessageFilter>;
}

/** What is set of a filter beside the states and the search, which have boxes of their own. */
export function useChips(filter: MessageFilter): Chip[] {
  const { t } = useTranslation();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts()).data;
  const time = (period: Period): string | null => {
    if (period.kind === "all") return null;
    if (period.kind === "last") return lastDaysWords(t, period.days);
    if (period.from === "") return t("messages:filter.until", { to: period.to });
    return period.to === "" ? t("messages:filter.since", { from: period.from }) : t("messages:filter.from_to", { from: period.from, to: period.to });
  };
  const account = accounts?.find(({ id }) => id === filter.account_id)?.name ?? String(filter.account_id);
  const when = time(periodOf(filter));
  const changed = (): string | null => {
    if (filter.changed_days !== null) return t("messages:filter.changed_days", { count: filter.changed_days });
    return filter.changed_from_at === null ? null : t("messages:filter.changed_since", { from: dayOf(filter.changed_from_at) });
  };
  const change = changed();
  return [
    ...(when === null ? [] : [{ label: when, without: { last_days: null, from_at: null, to_at: null } }]),
    ...(change === null ? [] : [{ label: change, without: { changed_from_at: null, changed_days: null } }]),
    ...(filter.account_id === null ? [] : [{ label: account, without: { account_id: null } }]),
    ...filter.modes.map((mode) => ({ label: t(`messages:kind.${mode}`), without: { modes: filter.modes.filter((other) => other !== mode) } })),
    ...(filter.job_id === null ? [] : [{ label: t("messages:filter.job", { job: filter.job_id }), without: { job_id: null } }]),
    ...(filter.operator === "" ? [] : [{ label: t("messages:filter.by", { operator: filter.operator }), without: { operator: "" } }]),
    ...(filter.code === "" ? [] : [{ label: t("messages:filter.with_code", { code: filter.code }), without: { code: "" } }]),
  ];
}
