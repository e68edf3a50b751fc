import classes from "./AccountName.module.css";
import { PlainText } from "./PlainText";
import { VendorTag } from "./VendorTag";

/** Characters at the end that stay when a long name is cut in the middle. */
const TAIL = 6;

interface Props {
  vendor: string;
  name: string;
}

/** Vendor tag, then the account's name, cut in the middle where there is no room. */
export function AccountName({ vendor, name }: Props) {
  const letters = Array.from(name);
  const long = letters.length > 2 * TAIL;
  return (
    <span className={classes["account"]} title={name}>
      <VendorTag vendor={vendor} />
      <span className={classes["name"]}>
        {long ? (
          <>
            <PlainText className={classes["head"]} text={letters.slice(0, -TAIL).join("")} />
            <PlainText className={classes["tail"]} text={letters.slice(-TAIL).join("").trimStart()} />
          </>
        ) : (
          <PlainText className={classes["head"]} text={name} />
        )}
      </span>
    </span>
  );
}
