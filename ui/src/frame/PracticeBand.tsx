import { useTranslation } from "react-i18next";

import classes from "./PracticeBand.module.css";

export function PracticeBand() {
  const { t } = useTranslation();
  return <header className={classes["band"]}>{t("frame:practice_band")}</header>;
}
