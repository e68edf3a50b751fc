import { useTranslation } from "react-i18next";

import type { Push } from "../../../contract/Push";
import classes from "../log.module.css";
import { effectsInWords } from "./effects";
import { PushItem } from "./PushItem";

/** What a push changed, item by item. */
export function PushParts({ push }: { push: Push }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("log:story.items")}>
      <h3>{t("log:story.items")}</h3>
      <p className={classes.quiet}>
        {push.pasted ? t("log:how.pasted") : t("log:how.received")} · {effectsInWords(t, push.effects)}
      </p>
      <ol className={classes.items}>
        {push.effects.map((effect, index) => (
          <PushItem key={index} effect={effect} ordinal={index + 1} />
        ))}
      </ol>
    </section>
  );
}
