import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { BindConfirmation } from "../../../contract/BindConfirmation";
import type { Planned } from "./usePlan";
import classes from "./form.module.css";

interface Props {
  planned: Planned;
  ticked: readonly BindConfirmation[];
  onTick: (one: BindConfirmation, on: boolean) => void;
}

/** What must be ticked before the button works, each in a sentence. */
export function Ticks({ planned: { plan }, ticked, onTick }: Props) {
  const { t } = useTranslation();
  if (plan.confirmations.length === 0) return null;
  const words = { a: plan.a_number_revealed, b: plan.b_number_revealed };
  return (
    <div role="group" aria-label={t("privacy:ticks")} className={classes.ticks}>
      {plan.confirmations.map((one) => (
        <Checkbox
          key={one}
          label={t(`privacy:confirm.${one}`, words)}
          checked={ticked.includes(one)}
          onChange={(event) => onTick(one, event.currentTarget.checked)}
        />
      ))}
    </div>
  );
}
