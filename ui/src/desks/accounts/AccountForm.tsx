import { Button, Group, NumberInput, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { Account } from "../../contract/Account";
import type { FieldProblem } from "../../contract/FieldProblem";
import { useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";
import { fieldError, focusFirstProblem } from "../../parts/fieldErrors";
import { Advanced } from "./Advanced";
import { draftOf, fieldsOf, isReadableOnTheWay, type AccountFields } from "./draft";
import { FetchQuestion } from "./FetchQuestion";
import { PlainHttp } from "./PlainHttp";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  /** None adds one. */
  account: Account | null;
  vendors: readonly VendorInfo[];
  saved?: (account: Account) => void;
  cancel?: () => void;
}

/** Adds or changes an account. The secret goes in and never comes out. */
export function AccountForm({ account, vendors, saved, cancel }: Props) {
  const { t } = useTranslation();
  const { profile } = useReady();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState<AccountFields>(() => fieldsOf(account, vendors, profile));
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (account === null) first.current?.focus();
  }, [account]);
  const set = (change: Partial<AccountFields>) => setFields((before) => ({ ...before, ...change }));
  const error = (field: string) => fieldError(t, problems, field);
  const capabilities = vendors.find((vendor) => vendor.id === fields.vendor)?.capabilities;

  const save = useDo((api, draft: ReturnType<typeof draftOf>) => api.saveAccount(draft), {
    done: (answer) => {
      if (answer.result === "invalid") {
        setProblems(answer.problems);
        // After the problems are drawn: some of them open a folded section.
        setTimeout(() => focusFirstProblem(form.current, answer.problems), 0);
        return;
      }
      setProblems([]);
      setFields(fieldsOf(answer.account, vendors, profile));
      announce(t("accounts:saved"));
      saved?.(answer.account);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(draftOf(fields, account?.id ?? null));
  };
  const undo = () => {
    setFields(fieldsOf(account, vendors, profile));
    setProblems([]);
    cancel?.();
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        {vendors.length > 1 && (
          <Select
            name="vendor"
            label={t("accounts:field.vendor")}
            data={vendors.map((vendor) => ({ value: vendor.id, label: vendor.id }))}
            value={fields.vendor}
            disabled={account !== null}
            allowDeselect={false}
            onChange={(vendor) => vendor !== null && set({ vendor })}
            error={error("vendor")}
            errorProps={{ role: "alert" }}
          />
        )}
        <TextInput
          ref={first}
          name="name"
          label={t("accounts:field.name")}
          description={t("accounts:field.name_words")}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
        />
        <TextInput
          name="base_url"
          label={t("accounts:field.base_url")}
          value={fields.baseUrl}
          onChange={(event) => set({ baseUrl: event.currentTarget.value, httpAcknowledged: false })}
          error={error("base_url")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
          spellCheck={false}
        />
        {isReadableOnTheWay(fields.baseUrl) && (
          <PlainHttp
            acknowledged={fields.httpAcknowledged}
            acknowledge={(httpAcknowledged) => set({ httpAcknowledged })}
            error={error("http_acknowledged")}
          />
        )}
        <TextInput
          name="vendor_account"
          label={t("accounts:field.vendor_account")}
          description={t("accounts:field.vendor_account_words")}
          value={fields.vendorAccount}
          onChange={(event) => set({ vendorAccount: event.currentTarget.value })}
          error={error("vendor_account")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordInput
          name="secret"
          label={t("accounts:field.secret")}
          description={
            account?.secret_fingerprint === null || account?.secret_fingerprint === undefined
              ? t("accounts:field.secret_words")
              : t("accounts:field.secret_fingerprint", { fingerprint: account.secret_fingerprint })
          }
          placeholder={account?.has_secret === true ? t("accounts:field.secret_stored") : undefined}
          value={fields.secret}
          onChange={(event) => set({ secret: event.currentTarget.value })}
          error={error("secret")}
          errorProps={{ role: "alert" }}
          visibilityToggleButtonProps={{ "aria-label": t("common:show_hide") }}
          autoComplete="new-password"
          spellCheck={false}
        />
        <TextInput
          name="signature"
          label={t("accounts:field.signature")}
          description={t("accounts:field.signature_words")}
          value={fields.signature}
          onChange={(event) => set({ signature: event.currentTarget.value })}
          error={error("signature")}
          errorProps={{ role: "alert" }}
          autoComplete="off"
        />
        <FetchQuestion
          live={profile === "live"}
          asked={account === null || !account.fetches_reports}
          fields={fields}
          set={set}
          error={error("fetches_reports")}
        />
        <Advanced open={problems.some(({ field }) => ["extension", "operation_size", "key_case"].includes(field))}>
          <TextInput
            name="extension"
            label={t("accounts:field.extension")}
            description={t("accounts:field.extension_words", { count: capabilities?.extension_digits ?? 0 })}
            value={fields.extension}
            onChange={(event) => set({ extension: event.currentTarget.value })}
            error={error("extension")}
            errorProps={{ role: "alert" }}
            inputMode="numeric"
            autoComplete="off"
          />
          <NumberInput
            name="operation_size"
            label={t("accounts:field.operation_size")}
            description={t("accounts:field.operation_size_words", {
              plain: capabilities?.plain_recipients,
              template: capabilities?.template_recipients,
            })}
            value={fields.operationSize}
            onChange={(size) => set({ operationSize: Number(size) })}
            min={1}
            max={capabilities?.plain_recipients}
            allowNegative={false}
            allowDecimal={false}
            error={error("operation_size")}
            errorProps={{ role: "alert" }}
          />
          <Select
            name="key_case"
            label={t("accounts:field.key_case")}
            description={t("accounts:field.key_case_words")}
            data={[
              { value: "lower", label: t("accounts:field.key_lower") },
              { value: "upper", label: t("accounts:field.key_upper") },
            ]}
            value={fields.keyCase}
            allowDeselect={false}
            onChange={(to) => set({ keyCase: to === "upper" ? "upper" : "lower" })}
            error={error("key_case")}
            errorProps={{ role: "alert" }}
          />
        </Advanced>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("common:save")}
          </Button>
          <Button variant="default" onClick={undo}>
            {t("common:cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
