import { Button, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import { BehindAnswer } from "./BehindAnswer";
import classes from "./number.module.css";

const MINUTE = 60_000;
const presets = [
  { name: "now", ago: 0 },
  { name: "half_hour", ago: 30 * MINUTE },
  { name: "two_hours", ago: 120 * MINUTE },
  { name: "yesterday", ago: 24 * 60 * MINUTE },
] as const;

interface Boxes {
  date: string;
  time: string;
}

/** A moment as the boxes hold it, by this computer's clock: to the second, since an X changes hands within a minute. */
function boxesOf(at: number): Boxes {
  const then = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return { date: `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`, time: `${two(then.getHours())}:${two(then.getMinutes())}:${two(then.getSeconds())}` };
}

/** What is asked for: what the boxes say, or the very moment a preset meant. */
function momentAt(at: number): { boxes: Boxes; exact: number | null } {
  return { boxes: boxesOf(at), exact: at };
}

/** The moment in the boxes; none while they hold none. */
function momentOf({ date, time }: Boxes): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return null;
  const at = new Date(`${date}T${time}`).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Who was behind an X number at a time: asked as the time is set. */
export function BehindX({ x }: { x: string }) {
  const { t } = useTranslation();
  const id = useId();
  const [{ boxes, exact }, write] = useState(() => momentAt(Date.now()));
  const at = exact ?? momentOf(boxes);
  // Another moment's answer is no answer to this one, not even for a blink.
  const answer = useAsk(["bindings"], ["behind_x", x, at], (api) => api.behindX({ x_number: x, at: at ?? 0 }), { enabled: at !== null }).data;
  const set = (change: Partial<Boxes>) => write({ boxes: { ...boxes, ...change }, exact: null });
  return (
    <section className={classes.behind} aria-labelledby={id}>
      <h2 id={id}>{t("number:behind.title")}</h2>
      <div className={classes.moment}>
        <TextInput type="date" label={t("number:behind.date")} placeholder="2026-01-31" value={boxes.date} onChange={(event) => set({ date: event.currentTarget.value })} />
        <TextInput type="time" step={1} label={t("number:behind.time")} placeholder="14:03:00" value={boxes.time} onChange={(event) => set({ time: event.currentTarget.value })} />
        <div role="group" aria-label={t("number:behind.presets")} className={classes.presets}>
          {presets.map(({ name, ago }) => (
            <Button key={name} variant="default" size="compact-sm" onClick={() => write(momentAt(Date.now() - ago))}>
              {t(`number:behind.preset.${name}`)}
            </Button>
          ))}
        </div>
      </div>
      <div role="status" className={classes.answer}>
        {at === null ? <p className={classes.why}>{t("number:behind.no_time")}</p> : answer !== undefined && <BehindAnswer answer={answer} at={at} />}
      </div>
    </section>
  );
}

export const presetNames = presets.map(({ name }) => name);
