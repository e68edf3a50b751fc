/** What an optional box of the form goes out as. */
export type Box = "echo" | "callback" | "signature" | "sender" | "time";

/** The vendors' own names of those parameters, for the help of the boxes; a vendor that is not here is shown none. */
const names: Record<string, Partial<Record<Box, string>>> = {
  lianjiang: { echo: "ext" },
  linkaccount: { echo: "extend", callback: "status_callback_url", signature: "sign_name" },
  intl_sms: { sender: "senderID", time: "sendTime" },
};

/** The vendor's own name of what a box goes out as. */
export function parameterOf(vendor: string | undefined, box: Box): string | undefined {
  return vendor === undefined ? undefined : names[vendor]?.[box];
}
