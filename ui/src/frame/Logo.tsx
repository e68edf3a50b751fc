import { IconPhoneCall } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import classes from "./Logo.module.css";

export function Logo() {
  const { t } = useTranslation();
  return (
    <div className={classes["logo"]}>
      <span className={classes["mark"]} aria-hidden>
        <IconPhoneCall size={15} />
      </span>
      <strong className={classes["name"]} lang="zh-CN">
        {t("frame:brand")}
      </strong>
      <span className={classes["latin"]} lang="en">
        {t("frame:brand_latin")}
      </span>
    </div>
  );
}
