import { useTranslation } from "react-i18next";

import type { KeyFlaw } from "../../../contract/KeyFlaw";
import { Notice } from "../../Notice";

/** Why a key was refused, and what to do. */
export function Flaw({ flaw }: { flaw: KeyFlaw }) {
  const { t } = useTranslation();
  return (
    <Notice title={t("accounts:key.refused")} urgent>
      {t(`accounts:key.flaw.${flaw.kind}`, { bits: "bits" in flaw ? flaw.bits : 0 })}
    </Notice>
  );
}
