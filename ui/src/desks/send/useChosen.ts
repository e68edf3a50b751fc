import type { Account } from "../../contract/Account";
import type { Capabilities } from "../../contract/Capabilities";
import type { SendWay } from "../../contract/SendWay";
import type { Template } from "../../contract/Template";
import { useAsk } from "../../ipc/ask";
import type { SendForm } from "./form";

export interface Chosen {
  /** Whether there is any account; none until that is known. */
  any: boolean | undefined;
  /** The accounts that can send; none until they are known. */
  senders: readonly Account[] | undefined;
  account: Account | undefined;
  capabilities: Capabilities | undefined;
  /** The ways to send that the account has. */
  ways: readonly SendWay[];
  /** The one that is used. */
  way: SendWay | undefined;
  /** The account's templates for that way; none until they are known. */
  templates: readonly Template[] | undefined;
  template: Template | undefined;
}

const NO_WAYS: readonly SendWay[] = [];

/** What the form stands on: the account, the way and the template chosen, or the first ones that can be used. */
export function useChosen(form: SendForm): Chosen {
  const { data: accounts } = useAsk(["accounts"], ["list_accounts"], (api) => api.listAccounts());
  const { data: vendors } = useAsk([], ["list_vendors"], (api) => api.listVendors());
  const capabilitiesOf = ({ vendor }: Account) => vendors?.find(({ id }) => id === vendor)?.capabilities;
  const senders = vendors === undefined ? undefined : accounts?.filter((one) => (capabilitiesOf(one)?.sends.length ?? 0) > 0);
  const account = senders?.find(({ id }) => id === form.accountId) ?? senders?.find(({ enabled }) => enabled) ?? senders?.[0];
  const capabilities = account === undefined ? undefined : capabilitiesOf(account);
  const ways = capabilities?.sends ?? NO_WAYS;
  const way = ways.find(({ mode }) => mode === form.mode) ?? ways[0];

  const filled = way?.mode === "template" || way?.mode === "voice";
  const id = account?.id ?? 0;
  const { data } = useAsk(["templates"], ["list_templates", id], (api) => api.listTemplates(id), { enabled: filled });
  const templates = data?.filter(({ voice }) => voice === (way?.mode === "voice"));
  const template = filled ? (templates?.find((one) => one.id === form.templateId) ?? templates?.[0]) : undefined;
  return { any: accounts === undefined ? undefined : accounts.length > 0, senders, account, capabilities, ways, way, templates, template };
}
