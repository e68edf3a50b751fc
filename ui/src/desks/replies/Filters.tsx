import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Account } from "../../contract/Account";
import type { ConversationShow } from "../../contract/ConversationShow";
import { AccountFilter } from "../AccountFilter";
import { SearchBox } from "../SearchBox";
import classes from "./replies.module.css";
import type { RepliesView } from "./view";

const shows: readonly ConversationShow[] = ["open", "unread", "handled", "all"];

interface Props {
  view: RepliesView;
  accounts: readonly Account[];
  onChange: (change: Partial<RepliesView>) => void;
}

/** Which conversations are shown. */
export function Filters({ view, accounts, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        aria-label={t("replies:filter.label")}
        value={view.show}
        onChange={(value) => onChange({ show: shows.find((show) => show === value) ?? "open" })}
        data={shows.map((show) => ({ value: show, label: t(`replies:filter.${show}`) }))}
      />
      {accounts.length > 1 && (
        <AccountFilter
          accounts={accounts}
          label={t("replies:filter.account")}
          every={t("replies:filter.every_account")}
          accountId={view.accountId}
          onChange={(accountId) => onChange({ accountId })}
        />
      )}
      <SearchBox
        className={classes.search}
        label={t("replies:filter.search")}
        placeholder={t("replies:filter.search_by")}
        clear={t("replies:filter.clear_search")}
        value={view.search}
        onChange={(search) => onChange({ search })}
      />
    </>
  );
}
