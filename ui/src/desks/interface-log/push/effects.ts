import type { TFunction } from "i18next";

import type { PushEffect } from "../../../contract/PushEffect";
import type { PushWhat } from "../../../contract/PushWhat";

type What = PushWhat["kind"];

/** What a person should look at comes first. */
const order: readonly What[] = ["unreadable", "unmatched", "foreign", "waiting", "message", "binding", "duplicate"];

export const troubles: readonly What[] = ["unreadable"];

/** What a push changed, in words: `2 messages · 1 item that was here before`. */
export function effectsInWords(t: TFunction, effects: readonly PushEffect[]): string {
  const said = order.flatMap((kind) => {
    const count = effects.filter(({ what }) => what.kind === kind).length;
    return count === 0 ? [] : [t(`log:effect.${kind}`, { count })];
  });
  return said.length === 0 ? t("log:nothing") : said.join(" · ");
}
