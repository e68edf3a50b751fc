import type { CheckDraft } from "../../../contract/CheckDraft";
import type { CheckKind } from "../../../contract/CheckKind";

export const channels = ["0", "1", "2"] as const;
export const platforms = ["0", "1"] as const;

/** The carrier whose phone info needs a check code. */
const TELECOM = "1";

export function emptyDraft(accountId: number, kind: CheckKind): CheckDraft {
  return {
    draft_id: crypto.randomUUID(),
    account_id: accountId,
    kind,
    channel: channels[0],
    platform: platforms[0],
    auth_code: "",
    token: "",
    number: "",
    reference: "",
  };
}

/** The draft after its check was made: a new one, so that nothing is asked twice by accident. */
export function afterCheck(draft: CheckDraft): CheckDraft {
  return { ...emptyDraft(draft.account_id, draft.kind), channel: draft.channel, platform: draft.platform };
}

/** Whether the check code has to be given. */
export function needsAuthCode({ kind, channel }: CheckDraft): boolean {
  return kind === "phone_info" && channel === TELECOM;
}

/** The draft as it goes out: what is not asked for is not in it. */
export function cleaned(draft: CheckDraft): CheckDraft {
  return {
    ...draft,
    auth_code: draft.kind === "phone_info" ? draft.auth_code.trim() : "",
    token: draft.token.trim(),
    number: draft.kind === "phone_verify" ? draft.number.trim() : "",
    reference: draft.reference.trim(),
  };
}
