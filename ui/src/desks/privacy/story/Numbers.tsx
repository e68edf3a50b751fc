import { ActionIcon } from "@mantine/core";
import { IconEye, IconEyeOff, IconMicrophone } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Binding } from "../../../contract/Binding";
import type { BindingNumbers } from "../../../contract/BindingNumbers";
import { useDo } from "../../../ipc/ask";
import { Pair } from "../Pair";
import { whoSees } from "./answer";
import classes from "./story.module.css";

/** Who is connected, masked until somebody needs it, and who sees whose number. */
export function Numbers({ binding }: { binding: Binding }) {
  const { t } = useTranslation();
  const [numbers, setNumbers] = useState<BindingNumbers | null>(null);
  const reveal = useDo((api) => api.revealBinding(binding.id), { done: setNumbers });
  const shown = numbers !== null;
  const label = shown ? t("privacy:numbers.hide") : t("privacy:numbers.reveal");
  return (
    <section className={classes.numbers} aria-label={t("privacy:numbers.label")}>
      <div className={classes.number}>
        <Pair
          kind={binding.kind}
          a={numbers?.a_number_revealed ?? binding.a_number_masked}
          b={numbers?.b_number_revealed ?? binding.b_number_masked}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          title={label}
          aria-pressed={shown}
          loading={reveal.isPending}
          onClick={() => (shown ? setNumbers(null) : reveal.mutate(undefined))}
        >
          {shown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
        </ActionIcon>
      </div>
      <div role="status" className={classes.recorded}>
        {shown && t("privacy:numbers.recorded")}
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
