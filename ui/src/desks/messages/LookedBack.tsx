import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { When } from "../../parts/When";
import classes from "./messages.module.css";

/** Says that one character was looked for only so far back. */
export function LookedBack({ to }: { to: number }) {
  const { t } = useTranslation();
  return (
    <p className={classes.looked} role="status">
      <IconInfoCircle size={15} aria-hidden />
      <span>
        {t("messages:looked_back")} <When at={to} />
        {t("messages:looked_back_more")}
      </span>
    </p>
  );
}
