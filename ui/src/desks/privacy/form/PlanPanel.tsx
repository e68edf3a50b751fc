import { Paper } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../../app/profile";
import type { BindConfirmation } from "../../../contract/BindConfirmation";
import type { BindDraft } from "../../../contract/BindDraft";
import { useNow } from "../../../frame/useNow";
import { ApproveButton } from "../../ApproveButton";
import layout from "../../FormDesk.module.css";
import { Notice } from "../../Notice";
import { Blockers } from "./Blockers";
import { bindLabel } from "./bindLabel";
import { about, ticked, type BindForm } from "./form";
import classes from "./form.module.css";
import { Summary } from "./Summary";
import { Ticks } from "./Ticks";
import { isReady } from "./useApproval";
import type { Planning } from "./usePlan";

interface Props {
  form: BindForm;
  draft: BindDraft;
  planning: Planning;
  onBind: () => void;
  onChange: (change: Partial<BindForm>) => void;
}

/** What would be bound, what must be ticked, and the button. */
export function PlanPanel({ form, draft, planning, onBind, onChange }: Props) {
  const { t } = useTranslation();
  const practice = useReady().profile === "practice";
  const now = useNow(10_000);
  const { planned } = planning;
  // A tick is for what was shown beside it, which may be a moment older than the boxes.
  const tick = (shown: BindDraft) => (one: BindConfirmation, on: boolean) =>
    onChange({ ticks: { ...form.ticks, [one]: on ? about(shown) : undefined } });
  return (
    <Paper withBorder p="md" className={layout.side} component="section" aria-label={t("privacy:summary.label")}>
      <Summary draft={draft} plan={planned?.plan ?? null} now={now} />
      {form.changed && (
        <Notice urgent title={t("privacy:changed.title")}>
          {t("privacy:changed.text")}
        </Notice>
      )}
      {planned !== null && planned.plan.blockers.length === 0 && (
        <Ticks planned={planned} ticked={ticked(form, planned.plan.confirmations, planned.draft)} onTick={tick(planned.draft)} />
      )}
      <ApproveButton icon={<IconLink size={16} aria-hidden />} ready={isReady(form, planning)} busy={form.approving} onClick={onBind}>
        {bindLabel(t, planned, practice, now)}
      </ApproveButton>
      {planning.failed && (
        <p role="alert" className={classes.problem}>
          {t("privacy:plan_failed")}
        </p>
      )}
      <Blockers blockers={planned?.plan.blockers ?? []} draft={draft} />
    </Paper>
  );
}
