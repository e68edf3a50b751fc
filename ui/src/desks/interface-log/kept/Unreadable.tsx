import { Anchor, Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Quarantined } from "../../../contract/Quarantined";
import { AccountName } from "../../../parts/AccountName";
import { PlainText } from "../../../parts/PlainText";
import { When } from "../../../parts/When";
import { placeOf } from "../../useOpenRow";
import { rowId } from "../exchanges/ref";
import classes from "../log.module.css";
import { useLogView } from "../view";

/** Items that could not be read, as they came. */
export function Unreadable({ items }: { items: readonly Quarantined[] }) {
  const { t } = useTranslation();
  const { memory } = useLogView();
  return (
    <section aria-label={t("log:kept.unreadable")}>
      <h2>{t("log:kept.unreadable")}</h2>
      <p className={classes.words}>{t("log:kept.unreadable_words")}</p>
      <ul className={classes.items}>
        {items.map((item, index) => (
          <li key={index} className={classes.item}>
            <span>
              <AccountName vendor={item.vendor} name={item.account_name} /> <When at={item.at} />
            </span>
            <Code block className={classes.code} tabIndex={0}>
              <PlainText dir="ltr" text={item.raw} />
            </Code>
            <p className={classes.quiet}>{t("log:why", { why: item.why })}</p>
            <Anchor component={Link} href="/log" size="sm" onClick={() => memory.write(placeOf(rowId(item.of)))}>
              {t("log:kept.show_exchange")}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
