import { IconMicrophone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Binding } from "../../../contract/Binding";
import { NumberLink } from "../../../parts/NumberLink";
import { RevealButton } from "../../../parts/RevealButton";
import { useReveal } from "../../../parts/useReveal";
import { Pair } from "../Pair";
import { whoSees } from "./answer";
import classes from "./story.module.css";

/** Who is connected, masked until somebody needs it, and who sees whose number. */
export function Numbers({ binding }: { binding: Binding }) {
  const { t } = useTranslation();
  const { shown, busy, toggle } = useReveal((api) => api.revealBinding(binding.id));
  return (
    <section aria-label={t("privacy:numbers.label")}>
      <div className={classes.who}>
        <Pair
          kind={binding.kind}
          a={<NumberLink of={{ at: "binding_a", id: binding.id }} shown={shown?.a_number_revealed ?? binding.a_number_masked} />}
          b={<NumberLink of={{ at: "binding_b", id: binding.id }} shown={shown?.b_number_revealed ?? binding.b_number_masked} />}
        />
        <RevealButton
          toggles
          shown={shown !== null}
          busy={busy}
          label={shown === null ? t("privacy:numbers.reveal") : t("privacy:numbers.hide")}
          onClick={toggle}
        />
      </div>
      <div role="status" className={classes.recorded}>
        {shown !== null && t("privacy:numbers.recorded")}
      </div>
      <ul className={classes.sees}>
        {whoSees(t, binding).map(({ real, words }) => (
          <li key={words} data-real={real || undefined}>
            {words}
          </li>
        ))}
        {binding.record && (
          <li>
            <IconMicrophone size={13} aria-hidden /> {t("privacy:recorded")}
          </li>
        )}
      </ul>
    </section>
  );
}
