import { Button } from "@mantine/core";
import { IconArrowBackUp, IconChecks, IconFilterOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { ConversationShow } from "../../contract/ConversationShow";
import { useAsk } from "../../ipc/ask";
import { EmptyState } from "../../parts/EmptyState";

interface Props {
  show: ConversationShow;
  /** Searched, or only one account. */
  filtered: boolean;
  onClear: () => void;
  onAll: () => void;
}

/** Nothing waits, nothing fits, or nobody has answered yet. */
export function NoConversations({ show, filtered, onClear, onAll }: Props) {
  const { t } = useTranslation();
  // That everything is handled would say the wrong thing where nobody has answered yet.
  const any = useAsk(
    ["replies"],
    ["any_conversation"],
    async (api) => (await api.listConversations({ show: "all", account_id: null, search: "", before: null, limit: 1 })).rows.length > 0,
    { enabled: show !== "all" && !filtered },
  ).data;
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={32} />}
        title={t("replies:empty.filtered")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("replies:empty.clear")}
          </Button>
        }
      >
        {t("replies:empty.filtered_why")}
      </EmptyState>
    );
  }
  if (show !== "all" && any === undefined) return null;
  if (show === "all" || any === false) {
    return (
      <EmptyState icon={<IconArrowBackUp size={32} />} title={t("replies:empty.title")}>
        {t("replies:empty.text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconChecks size={32} />}
      title={t(`replies:empty.none.${show}`)}
      action={
        <Button variant="default" onClick={onAll}>
          {t("replies:empty.show_all")}
        </Button>
      }
    >
      {t(`replies:empty.means.${show}`)}
    </EmptyState>
  );
}
