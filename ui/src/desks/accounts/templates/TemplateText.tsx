import type { TemplateVariable } from "../../../contract/TemplateVariable";
import classes from "./TemplateText.module.css";

interface Piece {
  at: number;
  text: string;
  isVariable: boolean;
}

/** Cuts a text at its variables, which stand in it in order. */
function pieces(text: string, variables: readonly TemplateVariable[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const variable of variables) {
    const begins = text.indexOf(variable.placeholder, at);
    if (begins < 0) continue;
    if (begins > at) cut.push({ at, text: text.slice(at, begins), isVariable: false });
    cut.push({ at: begins, text: variable.name === "" ? variable.placeholder : variable.name, isVariable: true });
    at = begins + variable.placeholder.length;
  }
  if (at < text.length) cut.push({ at, text: text.slice(at), isVariable: false });
  return cut;
}

/** A template's text with its variables by name. */
export function TemplateText({ text, variables }: { text: string; variables: readonly TemplateVariable[] }) {
  return (
    <p className={classes["text"]}>
      {pieces(text, variables).map((piece) =>
        piece.isVariable ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
      )}
    </p>
  );
}
