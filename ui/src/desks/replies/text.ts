/** Whether nothing of a text can be seen: blanks, zero-width characters, marks of direction. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\p{Cc}]*$/u.test(text);
}
