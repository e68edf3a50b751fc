import { Button, Group, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Balance } from "../../contract/Balance";
import type { FieldProblem } from "../../contract/FieldProblem";
import { useDo } from "../../ipc/ask";
import { fieldError } from "../../parts/fieldErrors";
import { thresholdText } from "./amount";
import classes from "./balances.module.css";

/** Below what the operator wants to be told. */
export function Threshold({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const [editing, edit] = useState(false);
  const { threshold, account_name: account } = balance;
  if (editing) return <ThresholdForm balance={balance} done={() => edit(false)} />;
  return (
    <p className={classes.threshold}>
      {threshold === null ? t("balances:threshold.none") : t("balances:threshold.is", { amount: thresholdText(t, balance, threshold) })}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => edit(true)}
        aria-label={threshold === null ? t("balances:threshold.set_of", { account }) : t("balances:threshold.change_of", { account })}
      >
        {threshold === null ? t("balances:threshold.set") : t("balances:threshold.change")}
      </Button>
    </p>
  );
}

function ThresholdForm({ balance, done }: { balance: Balance; done: () => void }) {
  const { t } = useTranslation();
  const { account_id, unit, threshold } = balance;
  const [text, setText] = useState(threshold ?? "");
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const box = useRef<HTMLInputElement>(null);
  // The form opened because somebody pressed for it.
  useEffect(() => box.current?.focus(), []);
  const save = useDo((api, wanted: string | null) => api.setThreshold({ account_id, threshold: wanted }), {
    done: (found) => {
      setProblems(found);
      if (found.length === 0) done();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(text.trim() === "" ? null : text.trim());
  };
  const unitHelp =
    unit === "messages" ? t("balances:threshold.messages") : unit === "money" ? t("balances:threshold.money") : t("balances:threshold.yuan");
  return (
    <form className={classes.thresholdForm} onSubmit={submit} noValidate>
      <TextInput
        name="threshold"
        label={t("balances:threshold.label")}
        description={
          <>
            {unitHelp} {t("balances:threshold.words")}
          </>
        }
        inputMode="decimal"
        autoComplete="off"
        ref={box}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={fieldError(t, problems, "threshold")}
        errorProps={{ role: "alert" }}
      />
      <Group gap="xs">
        <Button type="submit" size="compact-sm" loading={save.isPending}>
          {t("common:save")}
        </Button>
        <Button variant="default" size="compact-sm" onClick={done}>
          {t("common:cancel")}
        </Button>
        {threshold !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => save.mutate(null)}>
            {t("balances:threshold.take_away")}
          </Button>
        )}
      </Group>
    </form>
  );
}
