import { Textarea } from "@mantine/core";
import { useId, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { SendMode } from "../../contract/SendMode";
import type { SendPlan } from "../../contract/SendPlan";
import type { SendWay } from "../../contract/SendWay";
import type { TemplateVariable } from "../../contract/TemplateVariable";
import { figures } from "../../parts/figures";
import { Hint } from "./Hint";
import { RecipientChips } from "./RecipientChips";
import { SuppressedLines } from "./SuppressedLines";
import classes from "./recipients.module.css";

interface Props {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  way: SendWay | undefined;
  /** A template's variables; none where a text is written. */
  columns: readonly TemplateVariable[] | null;
  plan: SendPlan | null;
  onChange: (recipients: string) => void;
}

/** Where in the text a line begins and ends, counted from 1. */
function lineSpan(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}

/** Names of the columns: places with one name share one. */
function columnNames(columns: readonly TemplateVariable[]): string[] {
  return [...new Set(columns.map(({ name }) => name))];
}

const filled: readonly SendMode[] = ["template", "voice"];

/** How recipients are laid out in requests, where that matters to whoever pays by the request. */
function Requests({ way, plan }: { way: SendWay | undefined; plan: SendPlan | null }) {
  const { t } = useTranslation();
  if (way === undefined || plan === null || plan.numbers === 0 || !filled.includes(way.mode)) return null;
  const words = { count: plan.operations, n: figures(plan.operations) };
  if (way.recipients === 1) return <Hint>{t("send:recipients.one_each", words)}</Hint>;
  return way.shared_values ? <Hint>{t("send:recipients.shared", words)}</Hint> : null;
}

/** The pasted recipients, and what the program makes of them. */
export function RecipientsField({ ref, value, way, columns, plan, onChange }: Props) {
  const { t } = useTranslation();
  const chips = useId();
  const description =
    columns !== null
      ? t("send:recipients.template")
      : way?.mode === "international"
        ? t("send:recipients.international")
        : t("send:recipients.plain");
  const showLine = (line: number) => {
    const box = ref.current;
    if (box === null) return;
    const [start, end] = lineSpan(value, line);
    box.focus();
    box.setSelectionRange(start, end);
    const height = box.scrollHeight / Math.max(1, value.split("\n").length);
    box.scrollTop = Math.max(0, (line - 2) * height);
  };
  return (
    <div>
      <Textarea
        ref={ref}
        label={t("send:recipients.label")}
        description={
          <>
            {description}
            {columns !== null && columns.length > 0 && (
              <span className={classes.columns}>
                {[t("send:recipients.number"), ...columnNames(columns)].map((name, index) => (
                  <code key={index}>{name}</code>
                ))}
              </span>
            )}
          </>
        }
        descriptionProps={{ component: "div" }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={9}
        spellCheck={false}
        autoComplete="off"
        aria-details={chips}
        classNames={{ input: classes.numbers }}
      />
      <RecipientChips id={chips} plan={plan} onShowLine={showLine} />
      <SuppressedLines plan={plan} onShowLine={showLine} />
      <Requests way={way} plan={plan} />
    </div>
  );
}
