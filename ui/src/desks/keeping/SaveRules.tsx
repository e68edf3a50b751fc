import { useTranslation } from "react-i18next";

import type { RetentionKind } from "../../contract/RetentionKind";
import type { RetentionRule } from "../../contract/RetentionRule";
import { useAsk } from "../../ipc/ask";
import { figures } from "../../parts/figures";
import { AskDialog } from "../messages/jobs/AskDialog";
import classes from "./keeping.module.css";

interface Props {
  opened: boolean;
  /** The rules that change. */
  changed: readonly RetentionRule[];
  /** What the change comes to. */
  rules: readonly RetentionRule[];
  busy: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** Says what rules remove, and how much of it now, before they are saved. */
export function SaveRules({ opened, changed, rules, busy, onSave, onClose }: Props) {
  const { t } = useTranslation();
  // Counted anew each time it is asked: minutes later there is more of it.
  const counting = useAsk([], ["count_due", changed], (api) => api.countDue({ rules: [...changed] }), { enabled: opened });
  const counts = counting.isFetching ? undefined : counting.data;
  const rowsOf = (kind: RetentionKind) => counts?.find((count) => count.kind === kind)?.rows ?? 0;
  const total = rules.reduce((sum, { kind }) => sum + rowsOf(kind), 0);
  return (
    <AskDialog
      opened={opened}
      title={t("keeping:save.title")}
      action={total === 0 ? t("keeping:save.button") : t("keeping:save.button_rows", { count: total, n: figures(total) })}
      danger
      busy={busy || counting.isFetching}
      onAct={onSave}
      onClose={onClose}
    >
      <div className={classes.asked}>
        <ul className={classes.counts}>
          {rules.map(({ kind, days }) => (
            <li key={kind}>
              {days === null
                ? t("keeping:save.ever", { kind: t(`keeping:kind.${kind}`) })
                : t("keeping:save.older", { kind: t(`keeping:kind.${kind}`), count: days, n: figures(days) })}
              {days !== null && counts !== undefined && (
                <strong className={classes.now}>
                  {rowsOf(kind) === 0
                    ? t("keeping:save.none_now")
                    : t("keeping:save.now", { what: t(`keeping:count.${kind}`, { count: rowsOf(kind), n: figures(rowsOf(kind)) }) })}
                </strong>
              )}
            </li>
          ))}
        </ul>
        {counting.isFetching && <p role="status">{t("keeping:save.counting")}</p>}
        {counting.isError && <p role="alert">{t("keeping:save.not_counted")}</p>}
        <p>{t("keeping:save.means")}</p>
        <p>{t("keeping:retention.no_way_back")}</p>
      </div>
    </AskDialog>
  );
}
