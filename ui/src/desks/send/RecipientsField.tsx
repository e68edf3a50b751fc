import { Textarea } from "@mantine/core";
import { useId, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import type { TemplateVariable } from "../../contract/TemplateVariable";
import { RecipientChips } from "./RecipientChips";
import classes from "./recipients.module.css";

interface Props {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  /** A template's variables; none in a plain send. */
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

/** The pasted recipients, and what the program makes of them. */
export function RecipientsField({ ref, value, columns, plan, onChange }: Props) {
  const { t } = useTranslation();
  const chips = useId();
  const description = columns === null ? t("send:recipients.plain") : t("send:recipients.template");
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
    </div>
  );
}
