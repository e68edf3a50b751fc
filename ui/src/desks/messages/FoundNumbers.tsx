import { useTranslation } from "react-i18next";

import { useAsk } from "../../ipc/ask";
import { NumberLink } from "../../parts/NumberLink";
import classes from "./messages.module.css";

/** Digits from which on a number is looked for. */
export const NUMBER_FROM = 3;
const SHOWN = 6;

/** The digits of a search that may be a number's; none when it is something else. */
export function digitsOf(search: string): string | null {
  if (!/^[\d\s+-]+$/.test(search)) return null;
  const digits = search.replace(/\D/g, "");
  return digits.length >= NUMBER_FROM ? digits : null;
}

/** Numbers that fit the digits searched for, each with everything that happened with it: not its messages alone. */
export function FoundNumbers({ search }: { search: string }) {
  const { t } = useTranslation();
  const digits = digitsOf(search);
  const found = useAsk(["messages", "replies", "bindings"], ["find_numbers", digits], (api) => api.findNumbers(digits ?? ""), { enabled: digits !== null }).data;
  if (digits === null || found === undefined || found.length === 0) return null;
  return (
    <section className={classes.numbers} aria-label={t("messages:numbers.title")}>
      <h2>{t("messages:numbers.title")}</h2>
      <ul>
        {found.slice(0, SHOWN).map(({ of, number_masked, is_x }) => (
          <li key={JSON.stringify(of)}>
            <NumberLink of={of} shown={number_masked} />
            {is_x && <span className={classes.isX}>X</span>}
          </li>
        ))}
        {found.length > SHOWN && <li>{t("messages:numbers.more", { count: found.length - SHOWN })}</li>}
      </ul>
    </section>
  );
}
