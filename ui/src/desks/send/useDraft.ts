import { useMemo } from "react";

import type { Account } from "../../contract/Account";
import type { SendDraft } from "../../contract/SendDraft";
import { draftOf, type SendForm } from "./form";

/** The draft in the boxes; the same object as long as nothing of it changed, so that it is planned once. */
export function useDraft(form: SendForm, account: Account | undefined, templateId: number | null): SendDraft | null {
  const { draftId, mode, recipients, signature, content, reference, echo } = form;
  return useMemo(
    () => draftOf({ draftId, mode, templateId, recipients, signature, content, reference, echo }, account),
    [draftId, mode, templateId, recipients, signature, content, reference, echo, account],
  );
}
