import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import { figures } from "../../parts/figures";
import classes from "./plan.module.css";

/** The figures of the send. */
export function Summary({ plan }: { plan: SendPlan | null }) {
  const { t } = useTranslation();
  const rows: [string, string][] = [
    [t("send:summary.numbers"), figures(plan?.numbers ?? 0)],
    [t("send:summary.each"), figures(plan?.segments_each ?? 0)],
  ];
  if (plan !== null && plan.operations > 1) rows.push([t("send:summary.operations"), figures(plan.operations)]);
  if (plan !== null && plan.messages_left !== null) rows.push([t("send:summary.left"), figures(plan.messages_left)]);
  const total = plan?.segments_total ?? 0;
  return (
    <dl className={classes.summary}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div data-total>
        <dt>{t("send:summary.total")}</dt>
        <dd>{t("send:summary.segments", { count: total, n: figures(total) })}</dd>
      </div>
    </dl>
  );
}
