import { Anchor } from "@mantine/core";
import { IconHelpHexagon, IconLink, IconLinkOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { BehindX } from "../../contract/BehindX";
import type { Binding } from "../../contract/Binding";
import type { Held } from "../../contract/Held";
import { NumberLink } from "../../parts/NumberLink";
import { When } from "../../parts/When";
import classes from "./number.module.css";
import { useOpenItem } from "./useOpenItem";

/** Who was behind it, in a sentence, with how certain that is. */
export function BehindAnswer({ answer, at }: { answer: BehindX; at: number }) {
  const { t } = useTranslation();
  const { held, ended_before: before, began_after: after } = answer;
  if (held.length > 0) {
    return (
      <>
        {held.length > 1 && <p>{t("number:behind.several", { count: held.length })}</p>}
        {held.map((one) => (
          <HeldBy key={one.binding.id} held={one} at={at} />
        ))}
      </>
    );
  }
  return (
    <>
      <p className={classes.line}>
        <IconLinkOff size={16} aria-hidden />
        <span>
          <strong>{t("number:behind.nobody")}</strong> {t("number:behind.nobody_known")}
        </span>
      </p>
      {before !== null && (
        <p className={classes.line}>
          <span>
            {t("number:behind.before")} <Who binding={before} /> {t("number:behind.ended")} <When at={before.ends_at ?? before.state_at} /> <Story binding={before} />
          </span>
        </p>
      )}
      {after !== null && (
        <p className={classes.line}>
          <span>
            {t("number:behind.after")} <Who binding={after} /> {t("number:behind.began")} <When at={after.approved_at} /> <Story binding={after} />
          </span>
        </p>
      )}
    </>
  );
}

function HeldBy({ held, at }: { held: Held; at: number }) {
  const { t } = useTranslation();
  const { binding, from_at, to_at, certain } = held;
  const Icon = certain ? IconLink : IconHelpHexagon;
  return (
    <p className={classes.line} data-doubt={!certain || undefined}>
      <Icon size={16} aria-hidden />
      <span>
        {t(certain ? "number:behind.at_certain" : "number:behind.at_perhaps")} <When at={at} />
        {t("number:behind.was")} <Who binding={binding} />
        {t("number:behind.span_from")} <When at={from_at} />{" "}
        {to_at === null ? (
          t("number:behind.span_open")
        ) : (
          <>
            {t("number:behind.span_to")} <When at={to_at} />
            {t("number:behind.span_end")}
          </>
        )}{" "}
        {certain ? t("number:behind.confirmed") : t("number:behind.unconfirmed")} <Story binding={binding} />
      </span>
    </p>
  );
}

/** A and B, or A whom everyone reached. */
function Who({ binding }: { binding: Binding }) {
  const { t } = useTranslation();
  const a = <NumberLink of={{ at: "binding_a", id: binding.id }} shown={binding.a_number_masked} />;
  if (binding.kind === "xa") {
    return (
      <strong>
        A {a} {t("number:behind.anyone")}
      </strong>
    );
  }
  return (
    <strong>
      A {a} {t("number:behind.and")} B <NumberLink of={{ at: "binding_b", id: binding.id }} shown={binding.b_number_masked} />
    </strong>
  );
}

function Story({ binding }: { binding: Binding }) {
  const { t } = useTranslation();
  const way = useOpenItem()({ kind: "binding", row: binding });
  return way === null ? null : (
    <Anchor component={Link} href={way.href} inherit underline="always" onClick={way.prepare}>
      {t("number:behind.story")}
    </Anchor>
  );
}
