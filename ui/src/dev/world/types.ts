import type { Account } from "../../contract/Account";
import type { AccountKey } from "../../contract/AccountKey";
import type { Balance } from "../../contract/Balance";
import type { BindingStory } from "../../contract/BindingStory";
import type { DeskStatus } from "../../contract/DeskStatus";
import type { Identity } from "../../contract/Identity";
import type { Job } from "../../contract/Job";
import type { MessageRow } from "../../contract/MessageRow";
import type { NumberCheck } from "../../contract/NumberCheck";
import type { Preferences } from "../../contract/Preferences";
import type { ProfileState } from "../../contract/ProfileState";
import type { Push } from "../../contract/Push";
import type { Receiver } from "../../contract/Receiver";
import type { Reply } from "../../contract/Reply";
import type { Template } from "../../contract/Template";

/** Everything the made-up program knows. */
export interface World {
  profile: ProfileState;
  preferences: Preferences;
  identity: Identity | null;
  accounts: Account[];
  /** By account. */
  keys: { account_id: number; key: AccountKey }[];
  templates: Template[];
  jobs: Job[];
  messages: MessageRow[];
  replies: Reply[];
  balances: Balance[];
  bindings: BindingStory[];
  checks: NumberCheck[];
  pushes: Push[];
  receiver: Receiver;
  status: DeskStatus;
}
