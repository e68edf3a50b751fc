import { useTranslation } from "react-i18next";

import classes from "./VendorTag.module.css";

/** The vendors whose names are translated; any other shows its id. */
export const namedVendors: readonly string[] = ["lianjiang", "linkaccount", "linkaccount_legacy", "intl_sms", "privacy_number"];

/** A vendor's short name in a frame. */
export function VendorTag({ vendor }: { vendor: string }) {
  const { t } = useTranslation();
  return <span className={classes["tag"]}>{namedVendors.includes(vendor) ? t(`parts:vendor.${vendor}`) : vendor}</span>;
}
