import type { TFunction } from "i18next";

import { endsAt } from "../remaining";
import { shortNumber } from "./form";
import type { Planned } from "./usePlan";

/** What the button does: whom it connects, and until when. */
export function bindLabel(t: TFunction, planned: Planned | null, practice: boolean, now: number): string {
  const ttl = planned?.draft.ttl_seconds ?? null;
  if (planned === null || ttl === null || planned.plan.a_number_revealed === "") {
    return practice ? t("privacy:button.practice_none") : t("privacy:button.live_none");
  }
  const { draft, plan } = planned;
  const [a, b] = [shortNumber(plan.a_number_revealed), shortNumber(plan.b_number_revealed)];
  const who = draft.kind === "axb" ? t("privacy:button.axb", { a, b }) : t("privacy:button.xa", { a });
  const end = ttl === 0 ? t("privacy:for_ever") : t("privacy:until", { end: endsAt(now + ttl * 1_000, now) });
  return practice ? t("privacy:button.practice", { who, end }) : t("privacy:button.live", { who, end });
}
