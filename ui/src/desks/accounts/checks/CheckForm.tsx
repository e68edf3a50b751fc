import { Button, Radio, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../../app/profile";
import type { Account } from "../../../contract/Account";
import type { CheckDraft } from "../../../contract/CheckDraft";
import type { CheckKind } from "../../../contract/CheckKind";
import type { FieldProblem } from "../../../contract/FieldProblem";
import { useDo } from "../../../ipc/ask";
import { fieldError, focusFirstProblem } from "../../../parts/fieldErrors";
import { afterCheck, channels, cleaned, emptyDraft, needsAuthCode, platforms } from "./checkDraft";
import { CheckOutcome } from "./CheckOutcome";

interface Props {
  account: Account;
  kinds: readonly CheckKind[];
}

/** Asks which number a token belongs to, or whether it belongs to a number. Each check costs. */
export function CheckForm({ account, kinds }: Props) {
  const { t } = useTranslation();
  const { profile } = useReady();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<CheckDraft>(() => emptyDraft(account.id, kinds[0] ?? "phone_info"));
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const set = (change: Partial<CheckDraft>) => setDraft((before) => ({ ...before, ...change }));
  const error = (field: string) => fieldError(t, problems, field);
  const common = { errorProps: { role: "alert" }, autoComplete: "off", spellCheck: false };

  const check = useDo((api, wanted: CheckDraft) => api.checkNumber(wanted), {
    done: (answer) => {
      if (answer.result === "invalid") {
        setProblems(answer.problems);
        setTimeout(() => focusFirstProblem(form.current, answer.problems), 0);
        return;
      }
      setProblems([]);
      setDraft(afterCheck);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    check.mutate(cleaned(draft));
  };
  const made = check.data?.result === "made" ? check.data.check : null;

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Radio.Group label={t("accounts:check.which")} value={draft.kind} onChange={(to) => set({ kind: kinds.find((kind) => kind === to) ?? draft.kind })}>
          <Stack gap={8} mt={6}>
            {kinds.map((kind) => (
              <Radio key={kind} name="kind" value={kind} label={t(`accounts:check.kind.${kind}`)} description={t(`accounts:check.kind_words.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          {...common}
          name="token"
          label={t("accounts:check.token")}
          description={t("accounts:check.token_words")}
          value={draft.token}
          onChange={(event) => set({ token: event.currentTarget.value })}
          error={error("token")}
          autosize
          minRows={2}
          maxRows={6}
        />
        <Select
          name="channel"
          label={t("accounts:check.channel_label")}
          description={t("accounts:check.channel_words")}
          data={channels.map((value) => ({ value, label: t(`accounts:check.channel.${value}`) }))}
          value={draft.channel}
          allowDeselect={false}
          onChange={(channel) => channel !== null && set({ channel })}
          error={error("channel")}
          errorProps={{ role: "alert" }}
        />
        <Select
          name="platform"
          label={t("accounts:check.platform_label")}
          description={t("accounts:check.platform_words")}
          data={platforms.map((value) => ({ value, label: t(`accounts:check.platform.${value}`) }))}
          value={draft.platform}
          allowDeselect={false}
          onChange={(platform) => platform !== null && set({ platform })}
          error={error("platform")}
          errorProps={{ role: "alert" }}
        />
        {draft.kind === "phone_info" ? (
          <TextInput
            {...common}
            name="auth_code"
            label={t("accounts:check.auth_code")}
            description={needsAuthCode(draft) ? t("accounts:check.auth_code_needed") : t("accounts:check.auth_code_words")}
            value={draft.auth_code}
            onChange={(event) => set({ auth_code: event.currentTarget.value })}
            error={error("auth_code")}
          />
        ) : (
          <TextInput
            {...common}
            name="number"
            label={t("accounts:check.number")}
            description={t("accounts:check.number_words")}
            value={draft.number}
            onChange={(event) => set({ number: event.currentTarget.value })}
            error={error("number")}
            inputMode="tel"
          />
        )}
        <TextInput
          {...common}
          name="reference"
          label={t("accounts:check.reference")}
          description={t("accounts:check.reference_words")}
          value={draft.reference}
          onChange={(event) => set({ reference: event.currentTarget.value })}
          error={error("reference")}
        />
        <Text size="sm">{profile === "practice" ? t("accounts:check.practice_words") : t("accounts:check.costs")}</Text>
        <div>
          <Button type="submit" loading={check.isPending}>
            {profile === "practice" ? t("accounts:check.submit_practice") : t("accounts:check.submit")}
          </Button>
        </div>
        {made !== null && !check.isPending && <CheckOutcome check={made} account={account} />}
      </Stack>
    </form>
  );
}
