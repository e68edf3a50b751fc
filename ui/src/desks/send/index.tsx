import { Fieldset } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Page } from "../../parts/Page";
import layout from "../FormDesk.module.css";
import { onCtrlEnter } from "../onCtrlEnter";
import { AccountField } from "./AccountField";
import { AdvancedFields } from "./AdvancedFields";
import { ApprovedNote } from "./ApprovedNote";
import { ConfirmSend } from "./ConfirmSend";
import { ContentFields } from "./ContentFields";
import { InternationalFields } from "./InternationalFields";
import { ModeChoice } from "./ModeChoice";
import { NoAccount } from "./NoAccount";
import { PlanPanel } from "./PlanPanel";
import { RecentSends } from "./RecentSends";
import { RecipientsField } from "./RecipientsField";
import { ReferenceField } from "./ReferenceField";
import { SignatureField } from "./SignatureField";
import { TemplateFields } from "./TemplateFields";
import type { SendForm } from "./form";
import { useSendForm } from "./formStore";
import classes from "./send.module.css";
import { zoneOf } from "./sendTime";
import { useApproval } from "./useApproval";
import { useChosen } from "./useChosen";
import { useDraft } from "./useDraft";
import { usePlan } from "./usePlan";

/** Where a send is written, shown as it would go out, and approved. */
export function SendDesk() {
  const { t } = useTranslation();
  const { value: form, memory: store } = useSendForm();
  const chosen = useChosen(form);
  const draft = useDraft(form, chosen);
  const planning = usePlan(draft);
  const recipients = useRef<HTMLTextAreaElement>(null);
  const approval = useApproval(store, planning, () => setTimeout(() => recipients.current?.focus()));

  const { senders, account, capabilities, ways, way, templates, template } = chosen;
  if (chosen.any === false || senders?.length === 0) return <NoAccount others={chosen.any === true} />;

  const edit = (change: Partial<SendForm>) => store.write({ ...change, changed: false });
  const mode = way?.mode ?? form.mode;
  const filled = mode === "template" || mode === "voice";
  const plan = draft === null ? null : (planning.planned?.plan ?? null);
  const signature = form.signature ?? account?.signature ?? "";

  return (
    <Page title={t("send:heading")} actions={<ModeChoice ways={ways} value={mode} onChange={(wanted) => edit({ mode: wanted })} />}>
      {/* Ctrl+Enter works from every box of the form. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={classes.desk} onKeyDown={onCtrlEnter(approval.begin)}>
        <Fieldset variant="unstyled" disabled={form.approving} className={layout.form}>
          <div className={classes.pair}>
            <AccountField accounts={senders ?? []} chosen={account} onChoose={(accountId) => edit({ accountId, templateId: null, signature: null })} />
            <ReferenceField value={form.reference} blockers={plan?.blockers ?? []} onChange={(reference) => edit({ reference })} />
          </div>
          {filled && way !== undefined && account !== undefined && (
            <TemplateFields
              accountId={account.id}
              way={way}
              templates={templates}
              chosen={template}
              onChoose={(templateId) => edit({ templateId })}
            />
          )}
          {mode === "template" && account !== undefined && capabilities?.template_signature === true && (
            <SignatureField
              vendor={account.vendor}
              value={signature}
              blockers={plan?.blockers ?? []}
              onChange={(text) => edit({ signature: text })}
            />
          )}
          <RecipientsField
            ref={recipients}
            value={form.recipients}
            way={way}
            columns={filled ? (template?.variables ?? []) : null}
            plan={plan}
            onChange={(text) => edit({ recipients: text })}
          />
          {mode === "plain" && account !== undefined && (
            <ContentFields vendor={account.vendor} signature={signature} content={form.content} plan={plan} onChange={edit} />
          )}
          {mode === "international" && account !== undefined && capabilities !== undefined && (
            <InternationalFields account={account} zone={zoneOf(account, capabilities)} form={form} plan={plan} onChange={edit} />
          )}
          {account !== undefined && capabilities !== undefined && (
            <AdvancedFields
              // Another account may go out with other parameters: its fold opens by what it holds.
              key={account.id}
              vendor={account.vendor}
              capabilities={capabilities}
              echo={form.echo}
              callbackUrl={form.callbackUrl}
              plan={plan}
              onChange={edit}
            />
          )}
        </Fieldset>
        <PlanPanel
          planning={planning}
          mode={mode}
          draft={draft}
          template={template}
          approving={form.approving}
          changed={form.changed}
          onSend={approval.begin}
          note={
            form.approved !== null && (
              <ApprovedNote
                approved={form.approved}
                canPutBack={form.content === ""}
                onPutBack={(content) => {
                  store.write({ content, mode: form.approved?.mode ?? mode, approved: null });
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
