/** Whether nothing of a text can be seen: blanks, zero-width characters, marks of direction. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\p{Cc}]*$/u.test(text);
}

/** The beginning of a long text, never ending within a character. */
export function beginning(text: string, units: number): string {
  const cut = text.slice(0, units);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A run of text as it is, or what cannot be seen of it: by its number, and how often it stands there in a row. */
export type Piece = string | { hidden: string; times: number };

const HIDDEN = /[\p{Cf}\p{Cc}]/u;
// Line ends and tabs are seen; what joins an emoji, or letters of Arabic script, belongs to them.
const SEEN = /[\n\r\t]|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})|(?<=\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0020}-\u{E007F}]|(?<=\p{Script=Arabic})[\u200C\u200D](?=\p{Script=Arabic})/u;
const RUNS = new RegExp(`(?<seen>${SEEN.source})|(?<hidden>${HIDDEN.source})`, "gu");

/** Takes a text apart into what is seen and what is not: characters without a shape, and those that turn the direction of others. */
export function pieces(text: string): readonly Piece[] {
  if (!HIDDEN.test(text)) return [text];
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(RUNS)) {
    const character = match.groups?.["hidden"];
    if (character === undefined) continue;
    if (match.index > from) found.push(text.slice(from, match.index));
    from = match.index + character.length;
    const hidden = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    const last = found.at(-1);
    if (typeof last === "object" && last.hidden === hidden) last.times += 1;
    else found.push({ hidden, times: 1 });
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}
