import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { SendDraft } from "../../contract/SendDraft";
import type { Template } from "../../contract/Template";
import { figures } from "../../parts/figures";
import { Notice } from "../Notice";
import { Blockers } from "./Blockers";
import { PreviewCard } from "./PreviewCard";
import { SendButton } from "./SendButton";
import { Summary } from "./Summary";
import { Warnings } from "./Warnings";
import { Hint } from "./Hint";
import classes from "./plan.module.css";
import layout from "./send.module.css";
import type { Planning } from "./usePlan";

interface Props {
  planning: Planning;
  /** What stands in the boxes; none while a template is missing. */
  draft: SendDraft | null;
  template: Template | undefined;
  approving: boolean;
  changed: boolean;
  onSend: () => void;
  /** What became of the last approval. */
  note: ReactNode;
}

/** What was typed of a plain send, while nobody is there to get it. */
function typedText(draft: SendDraft | null): string | undefined {
  if (draft?.body.mode !== "plain" || draft.body.content === "") return undefined;
  const { signature, content } = draft.body;
  return signature === "" ? content : `【${signature}】${content}`;
}

/** What would go out, and the button. */
export function PlanPanel({ planning, draft, template, approving, changed, onSend, note }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const plan = draft === null ? null : (planning.planned?.plan ?? null);
  const ready = planning.current && plan !== null && plan.blockers.length === 0;
  return (
    <div className={layout.side}>
      <div role="status">{note}</div>
      <PreviewCard previews={plan?.previews ?? []} steps={draft?.body.mode === "template"} placeholder={template?.text ?? typedText(draft)} />
      <Paper withBorder p="md" className={classes.card}>
        <Summary plan={plan} />
        <Warnings warnings={plan?.warnings ?? []} />
        {changed && (
          <Notice urgent title={t("send:changed.title")}>
            {t("send:changed.text")}
          </Notice>
        )}
        <SendButton
          numbers={plan?.numbers ?? 0}
          practice={practice}
          ready={ready && !approving}
          busy={approving}
          onClick={onSend}
        />
        {planning.failed && (
          <p role="alert" className={classes.problem}>
            {t("send:plan_failed")}
          </p>
        )}
        <Blockers blockers={plan?.blockers ?? []} missingTemplate={draft === null} />
        {plan !== null && plan.numbers > 0 && plan.blockers.length === 0 && (
          <Hint>
            {t(practice ? "send:billed.practice" : "send:billed.live", {
              count: plan.segments_total,
              n: figures(plan.segments_total),
            })}
          </Hint>
        )}
      </Paper>
    </div>
  );
}
