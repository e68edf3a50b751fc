import type { Client } from "../contract/client";
import classes from "./MaskedNumber.module.css";
import { RevealButton } from "./RevealButton";
import { useReveal } from "./useReveal";

interface Props {
  masked: string;
  /** Asks for the whole number. */
  ask: (api: Client) => Promise<string>;
  /** What the button says, and what is said once it was pressed. */
  words: { reveal: string; hide: string; recorded: string };
}

/** A number in a line, masked until somebody needs it; every look is recorded. */
export function MaskedNumber({ masked, ask, words }: Props) {
  const { shown, busy, toggle } = useReveal(ask);
  return (
    <span className={classes["number"]}>
      <strong className="tabular">{shown ?? masked}</strong>
      <RevealButton small shown={shown !== null} busy={busy} label={shown === null ? words.reveal : words.hide} onClick={toggle} />
      <span className={classes["recorded"]} role="status">
        {shown !== null && words.recorded}
      </span>
    </span>
  );
}
