import classes from "./AccountName.module.css";
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
            <span className={classes["head"]}>{letters.slice(0, -TAIL).join("")}</span>
            <span className={classes["tail"]}>{letters.slice(-TAIL).join("").trimStart()}</span>
          </>
        ) : (
          <span className={classes["head"]}>{name}</span>
        )}
      </span>
    </span>
  );
}
