import { useTranslation } from "react-i18next";

import { MaskedNumber } from "../../../parts/MaskedNumber";

/** The number a check found. */
export function CheckedNumber({ id, masked }: { id: number; masked: string }) {
  const { t } = useTranslation();
  const words = {
    reveal: t("accounts:check.reveal", { number: masked }),
    hide: t("accounts:check.hide", { number: masked }),
    recorded: t("accounts:check.recorded"),
  };
  return <MaskedNumber masked={masked} of={{ at: "check", id }} ask={(api) => api.revealCheckNumber(id)} words={words} />;
}
