import { Fieldset, SegmentedControl } from "@mantine/core";
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import { Page } from "../../parts/Page";
import { ApprovedNote } from "./ApprovedNote";
import { AccountField } from "./AccountField";
import { ConfirmSend } from "./ConfirmSend";
import { ContentFields } from "./ContentFields";
import { MoreFields } from "./MoreFields";
import { NoAccount } from "./NoAccount";
import { PlanPanel } from "./PlanPanel";
import { RecentSends } from "./RecentSends";
import { RecipientsField } from "./RecipientsField";
import { ReferenceField } from "./ReferenceField";
import { TemplateFields } from "./TemplateFields";
import type { SendForm } from "./form";
import { useSendForm } from "./formStore";
import classes from "./send.module.css";
import { useApproval } from "./useApproval";
import { useChosen } from "./useChosen";
import { useDraft } from "./useDraft";
import { usePlan } from "./usePlan";

/** Where a send is written, shown as it would go out, and approved. */
export function SendDesk() {
  const { t } = useTranslation();
  const { value: form, memory: store } = useSendForm();
  const accounts = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts());
  const { account, templates, template } = useChosen(form, accounts.data);
  const draft = useDraft(form, account, template?.id ?? null);
  const planning = usePlan(draft);
  const recipients = useRef<HTMLTextAreaElement>(null);
  const approval = useApproval(store, planning, () => setTimeout(() => recipients.current?.focus()));

  if (accounts.data?.length === 0) return <NoAccount />;

  const edit = (change: Partial<SendForm>) => store.write({ ...change, changed: false });
  const plan = planning.planned?.plan ?? null;
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!wanted || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    approval.begin();
  };

  return (
    <Page
      title={t("send:heading")}
      actions={
        <SegmentedControl
          aria-label={t("send:mode.label")}
          value={form.mode}
          onChange={(mode) => edit({ mode: mode === "template" ? "template" : "plain" })}
          data={[
            { value: "plain", label: t("send:mode.plain") },
            { value: "template", label: t("send:mode.template") },
          ]}
        />
      }
    >
      {/* Ctrl+Enter works from every box of the form. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={classes.desk} onKeyDown={onKeyDown}>
        <Fieldset variant="unstyled" disabled={form.approving} className={classes.form}>
          <div className={classes.pair}>
            <AccountField accounts={accounts.data ?? []} chosen={account} onChoose={(accountId) => edit({ accountId, templateId: null })} />
            <ReferenceField value={form.reference} blockers={plan?.blockers ?? []} onChange={(reference) => edit({ reference })} />
          </div>
          {form.mode === "template" && (
            <TemplateFields templates={templates} chosen={template} onChoose={(chosen) => edit({ templateId: chosen })} />
          )}
          <RecipientsField
            ref={recipients}
            value={form.recipients}
            columns={form.mode === "template" ? (template?.variables ?? []) : null}
            plan={draft === null ? null : plan}
            onChange={(text) => edit({ recipients: text })}
          />
          {form.mode === "plain" && account !== undefined && (
            <ContentFields
              signature={form.signature ?? account.signature}
              content={form.content}
              plan={plan}
              onChange={edit}
            />
          )}
          <MoreFields vendor={account?.vendor} echo={form.echo} onChange={(echo) => edit({ echo })} />
        </Fieldset>
        <PlanPanel
          planning={planning}
          draft={draft}
          template={form.mode === "template" ? template : undefined}
          approving={form.approving}
          changed={form.changed}
          onSend={approval.begin}
          note={
            form.approved !== null && (
              <ApprovedNote
                approved={form.approved}
                canPutBack={form.content === ""}
                onPutBack={(content) => {
                  store.write({ content, mode: "plain", approved: null });
                  recipients.current?.focus();
                }}
                onClose={() => store.write({ approved: null })}
              />
            )
          }
        />
        <RecentSends />
      </div>
      <ConfirmSend asking={approval.asking} onConfirm={approval.confirm} onCancel={approval.cancel} />
    </Page>
  );
}
