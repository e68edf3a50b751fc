import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { When } from "../../parts/When";
import classes from "./messages.module.css";

interface Props {
  /** None while it did not leave. */
  submitted: number | null;
  approved: number;
}

/** When a message was sent; in grey, when it was approved, while it was not. */
export function Sent({ submitted, approved }: Props) {
  const { t } = useTranslation();
  if (submitted !== null) return <When at={submitted} />;
  return (
    <span className={classes.notSent} title={t("messages:column.not_sent")}>
      <When at={approved} />
      <VisuallyHidden>{t("messages:column.not_sent")}</VisuallyHidden>
    </span>
  );
}
