import { Button, Group, NativeSelect, NumberInput, Text } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Retention } from "../../contract/Retention";
import type { RetentionRule } from "../../contract/RetentionRule";
import { useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";
import { figures } from "../../parts/figures";
import { choiceOf, consequences, exchangesKept, HIGHEST, kinds, LOWEST, presets, removesMore, ruleOf, type Choice } from "./rules";
import { SaveRules } from "./SaveRules";
import classes from "./keeping.module.css";

const hows: readonly Choice["how"][] = ["ever", ...presets.map((days) => `${days}` as const), "own"];

interface Props {
  retention: Retention;
  onSaved: () => void;
}

/** One row for each kind; saved together. */
export function RetentionForm({ retention: { rules, due }, onSaved }: Props) {
  const { t } = useTranslation();
  const ruleFor = (kind: RetentionRule["kind"]) => rules.find((rule) => rule.kind === kind) ?? { kind, days: null };
  const [choices, choose] = useState<readonly Choice[]>(() => kinds.map((kind) => choiceOf(ruleFor(kind))));
  const [asking, ask] = useState(false);
  const [refused, refuse] = useState(false);
  const save = useDo((api, wanted: readonly RetentionRule[]) => api.setRetention({ rules: [...wanted] }), {
    done: (problems) => {
      ask(false);
      refuse(problems.length > 0);
      if (problems.length > 0) return;
      announce(t("keeping:retention.saved"));
      onSaved();
    },
  });

  const asSaved = kinds.map(ruleFor);
  const set = (changed: Choice) => choose(choices.map((choice) => (choice.kind === changed.kind ? changed : choice)));
  const wanted = choices.map(ruleOf);
  const complete = wanted.every((rule) => rule !== undefined);
  const changed = wanted.flatMap((rule) => (rule === undefined || rule.days === ruleFor(rule.kind).days ? [] : [rule]));
  const asTheyAre = asSaved.map(choiceOf);
  const edited = choices.some(({ how, own }, index) => how !== asTheyAre[index]?.how || own !== asTheyAre[index].own);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!complete || changed.length === 0 || save.isPending) return;
    const removes = consequences(asSaved, changed).some((rule) =>
      removesMore(rule.kind === "exchanges" ? exchangesKept(asSaved) : ruleFor(rule.kind), rule),
    );
    if (removes) ask(true);
    else save.mutate(changed);
  };

  return (
    <form onSubmit={submit} noValidate>
      <table className={classes.rules}>
        <thead>
          <tr>
            <th scope="col">{t("keeping:retention.kind")}</th>
            <th scope="col">{t("keeping:retention.keep")}</th>
            <th scope="col">{t("keeping:retention.due")}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((choice) => {
            const { kind, how, own } = choice;
            const isSaved = ruleOf(choice)?.days === ruleFor(kind).days;
            const rows = due.find((count) => count.kind === kind)?.rows ?? 0;
            return (
              <tr key={kind}>
                <th scope="row">
                  {t(`keeping:kind.${kind}`)}
                  <small>{t(`keeping:kind_words.${kind}`)}</small>
                </th>
                <td>
                  <div className={classes.keep}>
                    <NativeSelect
                      aria-label={t("keeping:retention.keep_of", { kind: t(`keeping:kind.${kind}`) })}
                      value={how}
                      onChange={(event) => set({ ...choice, how: hows.find((one) => one === event.currentTarget.value) ?? "ever" })}
                      data={hows.map((one) => ({
                        value: one,
                        label:
                          one === "ever"
                            ? t("keeping:retention.ever")
                            : one === "own"
                              ? t("keeping:retention.own")
                              : t("keeping:retention.days", { count: Number(one) }),
                      }))}
                    />
                    {how === "own" && (
                      <NumberInput
                        aria-label={t("keeping:retention.days_of", { kind: t(`keeping:kind.${kind}`) })}
                        value={own}
                        onChange={(value) => set({ ...choice, own: value })}
                        min={LOWEST}
                        max={HIGHEST}
                        clampBehavior="none"
                        allowDecimal={false}
                        allowNegative={false}
                        suffix={t("keeping:retention.days_suffix")}
                        error={ruleOf(choice) === undefined ? t("keeping:retention.range") : undefined}
                        errorProps={{ role: "alert" }}
                      />
                    )}
                  </div>
                </td>
                <td className="tabular">{!isSaved ? t("keeping:retention.not_saved") : rows === 0 ? "–" : figures(rows)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {refused && (
        <Text role="alert" size="sm" c="var(--sb-bad)" mt="sm">
          {t("parts:field.out_of_range")}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={save.isPending} disabled={!complete || changed.length === 0}>
          {t("keeping:retention.save")}
        </Button>
        {edited && (
          <Button variant="default" onClick={() => choose(asTheyAre)}>
            {t("keeping:retention.undo")}
          </Button>
        )}
      </Group>
      <SaveRules
        opened={asking}
        changed={changed}
        rules={consequences(asSaved, changed)}
        busy={save.isPending}
        onSave={() => save.mutate(changed)}
        onClose={() => ask(false)}
      />
    </form>
  );
}
