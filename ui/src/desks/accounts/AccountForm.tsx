import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import type { FieldProblem } from "../../contract/FieldProblem";
import { useDo } from "../../ipc/ask";
import { announce } from "../../parts/announce";
import { fieldError, focusFirstProblem } from "../../parts/fieldErrors";
import { Advanced } from "./Advanced";
import { AdvancedFields, isAdvanced } from "./AdvancedFields";
import { namesSignature } from "./applies";
import { changeOfVendor, draftOf, fieldsOf, isReadableOnTheWay, type AccountFields } from "./draft";
import { FetchQuestion } from "./FetchQuestion";
import { PrivacyFields } from "./PrivacyFields";
import { VendorChoice } from "./VendorChoice";
import { VendorFields } from "./VendorFields";
import type { VendorInfo } from "./vendorInfo";

interface Props {
  /** None adds one. */
  account: Account | null;
  vendors: readonly VendorInfo[];
  saved?: (account: Account, can: Capabilities) => void;
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
  const can = vendors.find((vendor) => vendor.id === fields.vendor)?.capabilities;

  const { mutate, reset, isPending } = useDo((api, draft: ReturnType<typeof draftOf>) => api.saveAccount(draft), {
    done: (answer) => {
      if (answer.result === "invalid") {
        setProblems(answer.problems);
        // After the problems are drawn: some of them open a folded section.
        setTimeout(() => focusFirstProblem(form.current, answer.problems), 0);
        return;
      }
      // The secret that was typed goes with the request.
      reset();
      setProblems([]);
      setFields(fieldsOf(answer.account, vendors, profile));
      announce(t("accounts:saved"));
      if (can !== undefined) saved?.(answer.account, can);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (can !== undefined) mutate(draftOf(fields, can, account?.id ?? null));
  };
  const undo = () => {
    setFields(fieldsOf(account, vendors, profile));
    setProblems([]);
    cancel?.();
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        {account === null && vendors.length > 1 && (
          <VendorChoice
            vendors={vendors}
            chosen={fields.vendor}
            choose={(vendor) => {
              set(changeOfVendor(fields, vendor));
              setProblems([]);
            }}
            error={error("vendor")}
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
        {can !== undefined && (
          <>
            <VendorFields account={account} can={can} fields={fields} set={set} error={error} />
            {namesSignature(can) && (
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
            )}
            {can.bindings && <PrivacyFields fields={fields} set={set} error={error} />}
            <FetchQuestion
              can={can}
              live={profile === "live"}
              asked={account === null || !account.fetches_reports}
              fields={fields}
              set={set}
              error={error("fetches_reports")}
            />
            {can.pushes.length > 0 && (
              <TextInput
                name="public_url"
                label={t("accounts:field.public_url")}
                description={t("accounts:field.public_url_words")}
                placeholder="https://push.example.com"
                value={fields.publicUrl}
                onChange={(event) => set({ publicUrl: event.currentTarget.value })}
                error={error("public_url")}
                errorProps={{ role: "alert" }}
                autoComplete="off"
                spellCheck={false}
              />
            )}
            {can.pushes.length > 0 && isReadableOnTheWay(fields.publicUrl) && (
              <Text size="sm" role="note">
                {t("accounts:field.public_url_http")}
              </Text>
            )}
            <Advanced open={problems.some(({ field }) => isAdvanced(field))}>
              <AdvancedFields account={account} can={can} fields={fields} set={set} error={error} />
            </Advanced>
          </>
        )}
        <Group>
          <Button type="submit" loading={isPending}>
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
