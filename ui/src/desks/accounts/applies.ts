import type { Capabilities } from "../../contract/Capabilities";

/** Whether reports or replies are handed out once, to whoever asks first. */
export const polls = (can: Capabilities): boolean => can.polls_reports || can.polls_replies;

/** The most recipients a request may have; 1 where there is nothing to cut. */
export const mostRecipients = (can: Capabilities): number => Math.max(1, ...can.sends.map((way) => way.recipients));

/** Whether a signature is given apart from the text. */
export const namesSignature = (can: Capabilities): boolean => can.template_signature || can.sends.some(({ mode }) => mode === "plain");

export const hasTemplates = (can: Capabilities): boolean => can.sends.some(({ mode }) => mode === "template" || mode === "voice");

/** The RSA keys an account needs. */
export const keysOf = (can: Capabilities) => can.secrets.filter((kind) => kind !== "secret");

/** Whether a test of the connection asks the vendor; otherwise it is the self test of the keys. */
export const testAsksVendor = (can: Capabilities): boolean => can.balance !== "not_offered";
