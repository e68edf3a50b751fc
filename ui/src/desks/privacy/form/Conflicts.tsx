import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { Binding } from "../../../contract/Binding";
import { Notice } from "../../Notice";
import { BindingBadge } from "../BindingBadge";
import { Pair } from "../Pair";
import { Countdown } from "../Remaining";
import { placeOf } from "../../useOpenRow";
import { useBindingsView } from "../view";
import classes from "./form.module.css";

/** What is bound on that X already, and where to see it. */
export function Conflicts({ conflicts }: { conflicts: readonly Binding[] }) {
  const { t } = useTranslation();
  const { memory } = useBindingsView();
  if (conflicts.length === 0) return null;
  return (
    <Notice title={t("privacy:conflict.title", { count: conflicts.length })}>
      <ul className={classes.conflicts} aria-label={t("privacy:conflict.title", { count: conflicts.length })}>
        {conflicts.map((binding) => (
          <li key={binding.id}>
            <span className={classes.conflict}>
              <BindingBadge state={binding.state} />
              <Pair kind={binding.kind} a={binding.a_number_masked} b={binding.b_number_masked} />
            </span>
            <span className={classes.conflict}>
              <Countdown until={binding.ends_at ?? binding.reserved_until} />
              {binding.reference !== "" && <span>{t("privacy:story.reference", { reference: binding.reference })}</span>}
              <Anchor
                component={Link}
                href="/privacy"
                inherit
                onClick={() => memory.write(placeOf(binding.id))}
              >
                {t("privacy:conflict.show")}
              </Anchor>
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
