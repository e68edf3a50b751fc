import { useTranslation } from "react-i18next";

import type { Binding } from "../../contract/Binding";
import { useNow } from "../../frame/useNow";
import { fullTime } from "../../parts/time";
import { When } from "../../parts/When";
import { ReasonText } from "../../parts/ReasonText";
import classes from "./privacy.module.css";
import { isLive } from "./live";
import { endsAt, remaining } from "./remaining";

/** The column that says how long a binding still holds; what stands in the way of that comes first. */
export function Remaining({ binding }: { binding: Binding }) {
  const { state, reason } = binding;
  if (!isLive(state)) return reason === null ? <When at={binding.state_at} /> : <ReasonText reason={reason} />;
  if (reason !== null && (state === "still_bound" || state === "unknown")) {
    return (
      <strong className={state === "still_bound" ? classes.bad : undefined}>
        <ReasonText reason={reason} />
      </strong>
    );
  }
  return <Countdown until={binding.ends_at ?? binding.reserved_until} />;
}

/** Counts down by the minute; for ever when there is no end. */
export function Countdown({ until }: { until: number | null }) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const left = remaining(t, until, now);
  if (until === null) return <strong>{left}</strong>;
  return (
    <time className={classes.left} dateTime={new Date(until).toISOString()} title={fullTime(new Date(until))}>
      <span className="tabular">{left}</span>
      {until > now && <small className="tabular">{t("privacy:until", { end: endsAt(until, now) })}</small>}
    </time>
  );
}
