import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { SendPlan } from "../../contract/SendPlan";
import { figures } from "../../parts/figures";
import classes from "./recipients.module.css";

const SHOWN_AT_FIRST = 5;

interface Props {
  plan: SendPlan | null;
  onShowLine: (line: number) => void;
}

/** How many numbers are skipped because nobody may write to them, and where they stand; a press selects the line. */
export function SuppressedLines({ plan, onShowLine }: Props) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const count = plan?.suppressed ?? 0;
  const lines = plan?.suppressed_lines ?? [];
  const beyond = count - lines.length;
  return (
    <div className={classes.suppressed} role="status">
      {count > 0 && (
        <>
          <span>
            {t("send:suppressed.skipped", { count, n: figures(count) })}{" "}
            <Anchor component={Link} href="/replies/suppressed" inherit>
              {t("send:suppressed.list")}
            </Anchor>
          </span>
          {(all ? lines : lines.slice(0, SHOWN_AT_FIRST)).map((line) => (
            <button key={line} type="button" className={classes.chip} onClick={() => onShowLine(line)}>
              {t("send:suppressed.line", { line: figures(line) })}
            </button>
          ))}
          {lines.length > SHOWN_AT_FIRST && (
            <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => showAll(!all)}>
              {all ? t("send:chips.fewer") : t("send:chips.all", { count: lines.length })}
            </Button>
          )}
          {all && beyond > 0 && <span>{t("send:chips.beyond", { count: beyond, n: figures(beyond) })}</span>}
        </>
      )}
    </div>
  );
}
