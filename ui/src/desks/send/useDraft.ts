import { useMemo } from "react";

import type { SendDraft } from "../../contract/SendDraft";
import { draftOf, type SendForm } from "./form";
import type { Chosen } from "./useChosen";

/** The draft in the boxes; the same object as long as nothing of it changed, so that it is planned once. */
export function useDraft(form: SendForm, { account, capabilities, way, template }: Chosen): SendDraft | null {
  const { draftId, recipients, signature, content, senderId, sendAt, reference, echo, callbackUrl } = form;
  const mode = way?.mode;
  const templateId = template?.id ?? null;
  return useMemo(
    () =>
      draftOf(
        { draftId, templateId, recipients, signature, content, senderId, sendAt, reference, echo, callbackUrl },
        account === undefined || capabilities === undefined || mode === undefined ? undefined : { account, capabilities, mode },
      ),
    [draftId, templateId, recipients, signature, content, senderId, sendAt, reference, echo, callbackUrl, account, capabilities, mode],
  );
}
