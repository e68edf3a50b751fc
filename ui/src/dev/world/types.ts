import type { Account } from "../../contract/Account";
import type { AccountKey } from "../../contract/AccountKey";
import type { Backup } from "../../contract/Backup";
import type { Balance } from "../../contract/Balance";
import type { BindingStory } from "../../contract/BindingStory";
import type { Conversation } from "../../contract/Conversation";
import type { DeskStatus } from "../../contract/DeskStatus";
import type { Disclosure } from "../../contract/Disclosure";
import type { ExchangeDetail } from "../../contract/ExchangeDetail";
import type { ForeignItems } from "../../contract/ForeignItems";
import type { Identity } from "../../contract/Identity";
import type { Job } from "../../contract/Job";
import type { MessageRow } from "../../contract/MessageRow";
import type { NumberCheck } from "../../contract/NumberCheck";
import type { PollStatus } from "../../contract/PollStatus";
import type { Preferences } from "../../contract/Preferences";
import type { ProfileState } from "../../contract/ProfileState";
import type { Push } from "../../contract/Push";
import type { Quarantined } from "../../contract/Quarantined";
import type { Receiver } from "../../contract/Receiver";
import type { Reply } from "../../contract/Reply";
import type { Retention } from "../../contract/Retention";
import type { SavedFilter } from "../../contract/SavedFilter";
import type { Suppressed } from "../../contract/Suppressed";
import type { Template } from "../../contract/Template";
import type { Work } from "../../contract/Work";

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
  filters: SavedFilter[];
  replies: Reply[];
  conversations: Conversation[];
  stopWords: string[];
  suppressed: Suppressed[];
  balances: Balance[];
  bindings: BindingStory[];
  checks: NumberCheck[];
  pushes: Push[];
  exchanges: ExchangeDetail[];
  polls: PollStatus[];
  foreign: ForeignItems[];
  quarantined: Quarantined[];
  works: Work[];
  disclosures: Disclosure[];
  retention: Retention;
  backup: Backup;
  receiver: Receiver;
  status: DeskStatus;
}
