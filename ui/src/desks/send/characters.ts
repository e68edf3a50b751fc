/** Where the n-th character, counted from 1, begins and ends; an emoji is one. */
export function nthCharacter(text: string, n: number): [number, number] | null {
  const letters = Array.from(text);
  const letter = letters[n - 1];
  if (letter === undefined) return null;
  const start = letters.slice(0, n - 1).join("").length;
  return [start, start + letter.length];
}

/** A character as it can be told from others that look alike: `“✓” U+2713`, or `U+200B` where nothing is to be seen. */
export function codePoint(letter: string): string {
  const point = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /^[\p{Z}\p{C}]/u.test(letter) ? point : `“${letter}” ${point}`;
}
