import { useId, type ReactNode } from "react";

import classes from "./form.module.css";
import { Legend } from "./Legend";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  /** What it means. */
  more?: ReactNode;
}

interface Props<Value extends string> {
  label: string;
  help?: ReactNode;
  choices: readonly Choice<Value>[];
  value: Value | null;
  error?: string | null;
  /** Two wide ones, or as many small ones as there is room for. */
  wide?: boolean;
  onChange: (value: Value) => void;
}

/** Radio buttons drawn as cards. */
export function ChoiceCards<Value extends string>({ label, help, choices, value, error = null, wide = false, onChange }: Props<Value>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help ${id}-error`}>
      <Legend id={id} label={label} help={help} />
      <div className={wide ? classes.wideCards : classes.cards}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes.card}>
            <input type="radio" name={id} value={choice.value} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <span>
              <strong>{choice.label}</strong>
              {choice.more !== undefined && <small>{choice.more}</small>}
            </span>
          </label>
        ))}
      </div>
      <div id={`${id}-error`} className={classes.error}>
        {error}
      </div>
    </div>
  );
}
