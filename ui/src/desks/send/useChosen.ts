import type { Account } from "../../contract/Account";
import type { Template } from "../../contract/Template";
import { useAsk } from "../../ipc/ask";
import type { SendForm } from "./form";

export interface Chosen {
  account: Account | undefined;
  /** None until the account's templates are known. */
  templates: readonly Template[] | undefined;
  template: Template | undefined;
}

/** What the form stands on: the account and template chosen, or the first ones that can be used. */
export function useChosen(form: SendForm, accounts: readonly Account[] | undefined): Chosen {
  const account =
    accounts?.find(({ id }) => id === form.accountId) ?? accounts?.find(({ enabled }) => enabled) ?? accounts?.[0];
  const id = account?.id ?? 0;
  const { data: templates } = useAsk(["templates"], ["list_templates", id], (api) => api.listTemplates(id), {
    enabled: form.mode === "template" && account !== undefined,
  });
  const template = templates?.find((one) => one.id === form.templateId) ?? templates?.[0];
  return { account, templates, template: form.mode === "template" ? template : undefined };
}
