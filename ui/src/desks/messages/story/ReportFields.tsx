import { useTranslation } from "react-i18next";

import { PlainText } from "../../../parts/PlainText";
import type { Field } from "../../../contract/Field";
import classes from "./story.module.css";

/** Every field of a report as the vendor gave it, folded. */
export function ReportFields({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <details className={classes.fields}>
      <summary>{t("messages:report.fields", { count: fields.length })}</summary>
      <dl>
        {fields.map(({ name, value }, index) => (
          <div key={index}>
            <dt>
              <PlainText text={name} />
            </dt>
            <dd>{value === "" ? t("messages:report.blank") : <PlainText text={value} />}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
