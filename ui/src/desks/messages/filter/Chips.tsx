import { Anchor, Pill } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { MessageFilter } from "../../../contract/MessageFilter";
import { inTheMiddle } from "../../../parts/inTheMiddle";
import classes from "./filter.module.css";
import type { Chip } from "./useChips";

interface Props {
  chips: readonly Chip[];
  onTakeOff: (without: Partial<MessageFilter>) => void;
  onClear: () => void;
}

/** What is set of the filter; each can be taken off, and all at once. */
export function Chips({ chips, onTakeOff, onClear }: Props) {
  const { t } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <div role="group" aria-label={t("messages:filter.set")} className={classes.chips}>
      {chips.map(({ label, without }) => (
        <Pill
          key={label}
          title={label}
          withRemoveButton
          onRemove={() => onTakeOff(without)}
          removeButtonProps={{ "aria-label": t("messages:filter.take_off", { filter: label }), "aria-hidden": false, tabIndex: 0 }}
        >
          {inTheMiddle(label, LETTERS)}
        </Pill>
      ))}
      {chips.length > 1 && (
        <Anchor component="button" type="button" size="sm" onClick={onClear}>
          {t("messages:filter.take_all_off")}
        </Anchor>
      )}
    </div>
  );
}

/** Letters a chip has room for. */
const LETTERS = 32;
