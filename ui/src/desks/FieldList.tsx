import { PlainText } from "../parts/PlainText";
import type { Field } from "../contract/Field";
import classes from "./FieldList.module.css";

/** Fields under the vendor's own names. */
export function FieldList({ fields }: { fields: readonly Field[] }) {
  return (
    <dl className={classes.fields}>
      {fields.map(({ name, value }, index) => (
        <div key={`${index} ${name}`}>
          <dt>
            <PlainText text={name} />
          </dt>
          <dd>
            <PlainText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
