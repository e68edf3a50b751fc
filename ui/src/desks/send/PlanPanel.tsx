import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { SendDraft } from "../../contract/SendDraft";
import type { SendMode } from "../../contract/SendMode";
import type { Template } from "../../contract/Template";
import { figures } from "../../parts/figures";
import layout from "../FormDesk.module.css";
import { Notice } from "../Notice";
import { Blockers } from "./Blockers";
import { PreviewCard } from "./PreviewCard";
import { SendButton } from "./SendButton";
import { Summary } from "./Summary";
import { Warnings } from "./Warnings";
import { Hint } from "./Hint";
import classes from "./plan.module.css";
import { canBeSent, type Planning } from "./usePlan";

interface Props {
  planning: Planning;
  mode: SendMode;
  /** What stands in the boxes; none while a template is missing. */
  draft: SendDraft | null;
  template: Template | undefined;
  approving: boolean;
  changed: boolean;
  onSend: () => void;
  /** What became of the last approval. */
  note: ReactNode;
}

/** What was written, while nobody is there to get it. */
function typedText(draft: SendDraft | null): string | undefined {
  const body = draft?.body;
  if (body === undefined || (body.mode !== "plain" && body.mode !== "international") || body.content === "") return undefined;
  return body.mode === "international" || body.signature === "" ? body.content : `【${body.signature}】${body.content}`;
}

/** What would go out, and the button. */
export function PlanPanel({ planning, mode, draft, template, approving, changed, onSend, note }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const planned = draft === null ? null : planning.planned;
  const plan = planned?.plan ?? null;
  const ready = planning.current && planned !== null && canBeSent(planned);
  const voice = mode === "voice";
  return (
    <div className={layout.side}>
      <div role="status">{note}</div>
      <PreviewCard
        voice={voice}
        previews={plan?.previews ?? []}
        steps={mode === "template" || voice}
        placeholder={template?.text ?? typedText(draft)}
      />
      <Paper withBorder p="md" className={classes.card}>
        <Summary plan={plan} mode={mode} />
        <Warnings plan={plan} />
        {changed && (
          <Notice urgent title={t("send:changed.title")}>
            {t("send:changed.text")}
          </Notice>
        )}
        <SendButton
          numbers={plan?.numbers ?? 0}
          mode={mode}
          scheduled={plan?.scheduled ?? null}
          practice={practice}
          ready={ready}
          busy={approving}
          onClick={onSend}
        />
        {planning.failed && (
          <p role="alert" className={classes.problem}>
            {t("send:plan_failed")}
          </p>
        )}
        <Blockers blockers={plan?.blockers ?? []} missingTemplate={draft === null} />
        {plan !== null && plan.numbers > 0 && plan.blockers.length === 0 && <Billed total={plan.segments_total} voice={voice} practice={practice} />}
      </Paper>
    </div>
  );
}

/** What it is likely to cost. */
function Billed({ total, voice, practice }: { total: number; voice: boolean; practice: boolean }) {
  const { t } = useTranslation();
  const words = { count: total, n: figures(total) };
  if (voice) return <Hint>{practice ? t("send:billed.call_practice", words) : t("send:billed.call_live", words)}</Hint>;
  return <Hint>{practice ? t("send:billed.practice", words) : t("send:billed.live", words)}</Hint>;
}
