import { Group, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { BindBlocker } from "../../../contract/BindBlocker";
import { useNow } from "../../../frame/useNow";
import { endsAt } from "../remaining";
import { ChoiceCards } from "./ChoiceCards";
import classes from "./form.module.css";
import { presets, ttlSeconds, units, type BindBoxes, type BindForm, type TtlChoice, type Unit } from "./form";

interface Props {
  form: BindBoxes;
  blockers: readonly BindBlocker[];
  onChange: (change: Partial<BindForm>) => void;
}

const unitNames = Object.keys(units) as Unit[];

/** How long it holds: always chosen, each choice with the time at which it ends. */
export function TimeField({ form, blockers, onChange }: Props) {
  const { t } = useTranslation();
  const now = useNow(10_000);
  const until = (seconds: number) => t("privacy:until", { end: endsAt(now + seconds * 1_000, now) });
  const own = form.ttl === "own" ? ttlSeconds(form) : null;
  const choices: { value: string; label: string; more: string }[] = [
    ...presets.map((seconds) => ({ value: String(seconds), label: t(`privacy:preset.${seconds}`), more: until(seconds) })),
    { value: "own", label: t("privacy:preset.own"), more: own === null ? t("privacy:preset.own_more") : until(own) },
    ...(form.kind === "xa" ? [{ value: "for_ever", label: t("privacy:for_ever"), more: t("privacy:preset.for_ever_more") }] : []),
  ];
  const choose = (value: string) =>
    onChange({ ttl: value === "own" || value === "for_ever" ? value : (presets.find((one) => String(one) === value) ?? null) });
  const wrong = (["ttl_zero", "ttl_too_long"] as const).find((blocker) => blockers.includes(blocker));
  // A choice of the other kind is none of this one.
  const value: TtlChoice | null = form.ttl === "for_ever" && form.kind !== "xa" ? null : form.ttl;
  return (
    <div>
      <ChoiceCards
        label={t("privacy:field.ttl")}
        help={t("privacy:help.ttl")}
        choices={choices}
        value={value === null ? null : String(value)}
        error={wrong === undefined ? null : t(`privacy:blocker.${wrong}`)}
        onChange={choose}
      />
      {value === "own" && (
        <Group gap={8} mt={8} align="flex-end">
          <TextInput
            className={classes.ownTime}
            label={t("privacy:field.own_time")}
            inputMode="numeric"
            value={form.ownTime}
            onChange={(event) => onChange({ ownTime: event.currentTarget.value })}
            error={form.ownTime !== "" && own === null ? t("privacy:own_time_form") : null}
          />
          <Select
            className={classes.ownUnit}
            aria-label={t("privacy:field.own_unit")}
            data={unitNames.map((unit) => ({ value: unit, label: t(`privacy:unit.${unit}`) }))}
            value={form.ownUnit}
            onChange={(unit) => {
              const known = unitNames.find((name) => name === unit);
              if (known !== undefined) onChange({ ownUnit: known });
            }}
            allowDeselect={false}
          />
        </Group>
      )}
    </div>
  );
}
