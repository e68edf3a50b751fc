import { Code, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Push } from "../../contract/Push";
import { AccountName } from "../../parts/AccountName";
import { When } from "../../parts/When";
import { FieldList } from "../FieldList";
import drawer from "../Story.module.css";
import classes from "./log.module.css";
import { PushItem } from "./PushItem";

/** A push as it came, and what each of its items changed. */
export function PushStory({ push }: { push: Push }) {
  const { t } = useTranslation();
  return (
    <article className={`${drawer.story ?? ""} ${classes.story ?? ""}`}>
      <div className={drawer.head}>
        <Title order={2}>{t(`log:kind.${push.kind}`)}</Title>
      </div>
      <div className={drawer.tags}>
        <AccountName vendor={push.vendor} name={push.account_name} />
        <span>
          {push.pasted ? t("log:how.pasted") : t("log:how.received")} <When at={push.received_at} />
        </span>
      </div>
      <section aria-label={t("log:story.items")}>
        <h3>{t("log:story.items")}</h3>
        {push.effects.length === 0 && <p className={classes.quiet}>{t("log:story.none")}</p>}
        <ol className={classes.items}>
          {push.effects.map((effect, index) => (
            <PushItem key={index} effect={effect} ordinal={index + 1} />
          ))}
        </ol>
      </section>
      <section aria-label={t("log:story.body")}>
        <h3>{t("log:story.body")}</h3>
        <Code block className={classes.code}>
          {push.body === "" ? t("log:story.empty_body") : push.body}
        </Code>
      </section>
      <section aria-label={t("log:story.headers")}>
        <h3>{t("log:story.headers")}</h3>
        {push.headers.length === 0 ? <p className={classes.quiet}>{t("log:story.no_headers")}</p> : <FieldList fields={push.headers} />}
      </section>
    </article>
  );
}
