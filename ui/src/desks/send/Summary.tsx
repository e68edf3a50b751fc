import { useTranslation } from "react-i18next";

import type { SendMode } from "../../contract/SendMode";
import type { SendPlan } from "../../contract/SendPlan";
import { useNow } from "../../frame/useNow";
import { figures } from "../../parts/figures";
import { clock } from "../../parts/time";
import { SummaryLine, SummaryList } from "../SummaryList";
import classes from "./plan.module.css";
import { briefly, readVendorText, wallClock } from "./sendTime";

/** The figures of the send; a call is counted as a call. */
export function Summary({ plan, mode }: { plan: SendPlan | null; mode: SendMode }) {
  const { t } = useTranslation();
  const voice = mode === "voice";
  const rows: [string, string][] = [[t("send:summary.numbers"), figures(plan?.numbers ?? 0)]];
  if (!voice) rows.push([t("send:summary.each"), figures(plan?.segments_each ?? 0)]);
  if (plan !== null && plan.operations > 1) rows.push([t("send:summary.operations"), figures(plan.operations)]);
  if (plan !== null && plan.messages_left !== null) rows.push([t("send:summary.left"), figures(plan.messages_left)]);
  const total = plan?.segments_total ?? 0;
  const words = { count: total, n: figures(total) };
  return (
    <SummaryList>
      {rows.map(([name, value]) => (
        <SummaryLine key={name} name={name}>
          {value}
        </SummaryLine>
      ))}
      <SummaryLine total name={t("send:summary.total")}>
        {voice ? t("send:summary.calls", words) : t("send:summary.segments", words)}
      </SummaryLine>
      {plan !== null && plan.scheduled !== null && <GoesOut scheduled={plan.scheduled} />}
    </SummaryList>
  );
}

/** When it leaves the vendor: by the vendor's clock, and by this computer's where that shows another time. */
function GoesOut({ scheduled }: { scheduled: NonNullable<SendPlan["scheduled"]> }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const at = readVendorText(scheduled.vendor_text);
  const here = clock(new Date(scheduled.at)).slice(0, 5);
  return (
    <SummaryLine name={t("send:summary.goes_out")}>
      {t("send:summary.at", { at: briefly(at, wallClock(scheduled.zone, now)), zone: scheduled.zone })}
      {here !== at.time.slice(0, 5) && <span className={classes.here}>{t("send:summary.here", { at: here })}</span>}
    </SummaryLine>
  );
}
