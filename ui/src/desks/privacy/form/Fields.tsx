import { Fieldset, Switch, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Account } from "../../../contract/Account";
import type { BindBlocker } from "../../../contract/BindBlocker";
import type { BindingKind } from "../../../contract/BindingKind";
import layout from "../../FormDesk.module.css";
import type { Memory } from "../../memory";
import { onCtrlEnter } from "../../onCtrlEnter";
import { AccountFields } from "./AccountFields";
import { AdvancedFields } from "./AdvancedFields";
import { ChoiceCards } from "./ChoiceCards";
import { chosenOf } from "./chosen";
import { Conflicts } from "./Conflicts";
import { DisplayPicture } from "./DisplayPicture";
import { draftOf, type BindForm } from "./form";
import classes from "./form.module.css";
import { NumberField } from "./NumberField";
import { PlanPanel } from "./PlanPanel";
import { TimeField } from "./TimeField";
import { useApproval } from "./useApproval";
import { usePlan } from "./usePlan";
import { XNumberField } from "./XNumberField";

interface Props {
  form: BindForm;
  store: Memory<BindForm>;
  accounts: readonly Account[];
  account: Account;
  onApproved: (bindingId: number) => void;
}

/** Which sentence stands at which field. */
const ofX: readonly BindBlocker[] = ["conflict", "x_not_of_account"];
const ofA: readonly BindBlocker[] = ["a_not_a_number"];
const ofB: readonly BindBlocker[] = ["b_not_a_number", "same_number"];

/** The boxes, with what the plan says at each, and the plan beside them. */
export function Fields({ form, store, accounts, account, onApproved }: Props) {
  const { t } = useTranslation();
  const draft = useDraft(form, account);
  const planning = usePlan(draft);
  const approve = useApproval(store, planning, onApproved);
  const plan = planning.planned?.plan ?? null;
  const blockers = plan?.blockers ?? [];
  const edit = (change: Partial<BindForm>) => store.write({ ...change, changed: false });
  const axb = form.kind === "axb";
  const problem = (group: readonly BindBlocker[], typed: string): string | null => {
    const found = typed === "" ? undefined : group.find((blocker) => blockers.includes(blocker));
    return found === undefined ? null : t(`privacy:blocker.${found}`);
  };
  return (
    // Ctrl+Enter works from every box of the form.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.desk} onKeyDown={onCtrlEnter(approve)}>
      <Fieldset variant="unstyled" disabled={form.approving} className={layout.form}>
        <ChoiceCards<BindingKind>
          wide
          label={t("privacy:field.kind")}
          choices={[
            { value: "axb", label: t("privacy:kind.axb"), more: t("privacy:kind.axb_means") },
            { value: "xa", label: t("privacy:kind.xa"), more: t("privacy:kind.xa_means") },
          ]}
          value={form.kind}
          onChange={(kind) => edit({ kind })}
        />
        <AccountFields accounts={accounts} chosen={account} appid={draft.appid} onChange={edit} />
        <XNumberField account={account} value={draft.x_number} error={problem(ofX, draft.x_number)} onChange={(xNumber) => edit({ xNumber })} />
        <Conflicts conflicts={plan?.conflicts ?? []} />
        <div className={axb ? classes.pair : undefined}>
          <NumberField
            label={t("privacy:field.a")}
            description={axb ? t("privacy:help.a") : t("privacy:help.a_xa")}
            value={form.aNumber}
            sent={plan?.a_number_revealed ?? ""}
            error={problem(ofA, form.aNumber)}
            onChange={(aNumber) => edit({ aNumber })}
          />
          {axb && (
            <NumberField
              label={t("privacy:field.b")}
              description={t("privacy:help.b")}
              value={form.bNumber}
              sent={plan?.b_number_revealed ?? ""}
              error={problem(ofB, form.bNumber)}
              onChange={(bNumber) => edit({ bNumber })}
            />
          )}
        </div>
        {!axb && problem(["same_number"], form.aNumber) !== null && <div className={classes.error}>{t("privacy:blocker.same_number")}</div>}
        <TimeField form={form} blockers={blockers} onChange={edit} />
        <DisplayPicture form={form} xNumber={draft.x_number} onChange={edit} />
        <Switch
          size="xs"
          label={t("privacy:field.record")}
          description={t("privacy:help.record")}
          checked={form.record}
          onChange={(event) => edit({ record: event.currentTarget.checked })}
        />
        <TextInput
          label={t("privacy:field.reference")}
          description={t("privacy:help.reference")}
          value={form.reference}
          onChange={(event) => edit({ reference: event.currentTarget.value })}
          error={blockers.includes("reference_form") ? t("privacy:blocker.reference_form") : null}
        />
        <AdvancedFields form={form} blockers={blockers} onChange={edit} />
      </Fieldset>
      <PlanPanel form={form} draft={draft} planning={planning} onBind={approve} onChange={edit} />
    </div>
  );
}

/** The draft in the boxes; the same object as long as nothing of it changed, so that it is planned once. */
function useDraft(form: BindForm, account: Account) {
  const { draftId, accountId, kind, appid, xNumber, aNumber, bNumber, ttl, ownTime, ownUnit, record } = form;
  const { showsAToB, showsCallerToA, announcements, playedOnAnswer, userText, reference } = form;
  return useMemo(() => {
    const boxes = {
      ...{ draftId, accountId, kind, appid, xNumber, aNumber, bNumber, ttl, ownTime, ownUnit, record },
      ...{ showsAToB, showsCallerToA, announcements, playedOnAnswer, userText, reference },
    };
    return draftOf(boxes, chosenOf(boxes, account));
  }, [
    draftId, accountId, kind, appid, xNumber, aNumber, bNumber, ttl, ownTime, ownUnit, record,
    showsAToB, showsCallerToA, announcements, playedOnAnswer, userText, reference, account,
  ]);
}
