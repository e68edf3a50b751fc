import { Button, Checkbox, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Blocker } from "../../contract/Blocker";
import { useNow } from "../../frame/useNow";
import { Help } from "./Help";
import { briefly, presets, soon, wallClock, type SendTime } from "./sendTime";
import classes from "./send.module.css";

interface Props {
  vendor: string;
  /** The zone whose clock is meant. */
  zone: string;
  value: SendTime | null;
  blockers: readonly Blocker[];
  onChange: (sendAt: SendTime | null) => void;
}

const ofTime: readonly Blocker[] = ["send_time_form", "send_time_passed"];

/** When it leaves the vendor: now, or at a time by the vendor's clock. */
export function SendTimeFields({ vendor, zone, value, blockers, onChange }: Props) {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const problem = ofTime.find((blocker) => blockers.includes(blocker));
  const today = wallClock(zone, now);
  return (
    <div role="group" aria-label={t("send:time.group")} className={classes.sendTime}>
      <Checkbox
        label={t("send:time.later")}
        description={<Help vendor={vendor} box="time" text={t("send:time.later_words")} />}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? soon(zone, Date.now()) : null)}
      />
      {value !== null && (
        <>
          <div className={classes.clock}>
            <TextInput
              type="date"
              label={t("send:time.date")}
              placeholder="2026-01-31"
              value={value.date}
              min={today?.date}
              onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t("send:time.time")}
              placeholder="09:30"
              value={value.time}
              onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
            />
            <span className={classes.zone}>{t("send:time.zone", { zone })}</span>
          </div>
          {problem !== undefined && (
            <p role="alert" className={classes.timeProblem}>
              {t(`send:blocker.${problem}`)}
            </p>
          )}
          <div className={classes.presets} role="group" aria-label={t("send:time.presets")}>
            {presets(zone, now).map(({ name, at }) => (
              <Button key={name} variant="default" size="compact-xs" onClick={() => onChange(at)}>
                {t(`send:time.preset.${name}`, { at: briefly(at, today) })}
              </Button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
