import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { BadLine } from "../../contract/BadLine";
import type { SendPlan } from "../../contract/SendPlan";
import { figures } from "../../parts/figures";
import { Hint } from "./Hint";
import classes from "./recipients.module.css";

const SHOWN_AT_FIRST = 5;

interface Props {
  id: string;
  plan: SendPlan | null;
  onShowLine: (line: number) => void;
}

/** How many numbers are good, how many stood twice, and which lines cannot be used. */
export function RecipientChips({ id, plan, onShowLine }: Props) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const bad = plan?.bad_lines ?? [];
  const badCount = plan?.bad_line_count ?? 0;
  const only = badCount === 1 ? bad[0] : undefined;
  const shown = all ? bad : bad.slice(0, SHOWN_AT_FIRST);
  return (
    <div id={id} className={classes.found}>
      <div className={classes.chips} role="status" aria-live="polite">
        {plan !== null && (plan.numbers > 0 || badCount > 0) && (
          <span className={classes.chip}>{t("send:chips.valid", { count: plan.numbers, n: figures(plan.numbers) })}</span>
        )}
        {plan !== null && plan.duplicates > 0 && (
          <span className={classes.chip}>
            {t("send:chips.duplicates", { count: plan.duplicates, n: figures(plan.duplicates) })}
          </span>
        )}
        {badCount > 1 && (
          <span className={classes.badChip}>{t("send:chips.bad", { count: badCount, n: figures(badCount) })}</span>
        )}
        {only !== undefined && <BadLineButton bad={only} onShow={onShowLine} />}
      </div>
      {only === undefined && bad.length > 0 && (
        <ul className={classes.badLines} aria-label={t("send:chips.list")}>
          {shown.map((line, index) => (
            <li key={index}>
              <BadLineButton bad={line} withText onShow={onShowLine} />
            </li>
          ))}
        </ul>
      )}
      {bad.length > SHOWN_AT_FIRST && only === undefined && (
        <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? t("send:chips.fewer") : t("send:chips.all", { count: bad.length })}
        </Button>
      )}
      {all && badCount > bad.length && (
        <Hint>{t("send:chips.beyond", { count: badCount - bad.length, n: figures(badCount - bad.length) })}</Hint>
      )}
    </div>
  );
}

interface LineProps {
  bad: BadLine;
  withText?: boolean;
  onShow: (line: number) => void;
}

/** A line that cannot be used; a press selects it in the box. */
function BadLineButton({ bad, withText = false, onShow }: LineProps) {
  const { t } = useTranslation();
  return (
    <button type="button" className={withText ? classes.badLine : classes.badChip} onClick={() => onShow(bad.line)}>
      {t("send:chips.line", { line: bad.line, reason: t(`send:bad_line.${bad.reason}`) })}
      {withText && <code dir="auto">{bad.text}</code>}
    </button>
  );
}
