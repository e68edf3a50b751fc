import { useTranslation } from "react-i18next";

import type { RetentionRule } from "../../contract/RetentionRule";
import { figures } from "../../parts/figures";
import { AskDialog } from "../messages/jobs/AskDialog";
import classes from "./keeping.module.css";

interface Props {
  opened: boolean;
  /** What the change comes to. */
  rules: readonly RetentionRule[];
  busy: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** Says what rules remove before they are saved. */
export function SaveRules({ opened, rules, busy, onSave, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <AskDialog
      opened={opened}
      title={t("keeping:save.title")}
      action={t("keeping:save.button")}
      danger
      busy={busy}
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
            </li>
          ))}
        </ul>
        <p>{t("keeping:save.means")}</p>
        <p>{t("keeping:retention.no_way_back")}</p>
      </div>
    </AskDialog>
  );
}
