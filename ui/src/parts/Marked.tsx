import classes from "./PlainText.module.css";
import { pieces } from "./text";

/** What `PlainText` shows, for a paragraph that is nothing else and has its own `dir="auto"`: an isolate inside would hide its direction from it. */
export function Marked({ text }: { text: string }) {
  return pieces(text).map((piece, index) =>
    typeof piece === "string" ? (
      piece
    ) : (
      <span key={index} className={classes["hidden"]}>
        {piece.times === 1 ? piece.hidden : `${piece.hidden}×${piece.times}`}
      </span>
    ),
  );
}
