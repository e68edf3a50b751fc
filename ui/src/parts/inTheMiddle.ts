/** A name cut in the middle, so that what tells two long ones apart stays: their ends. */
export function inTheMiddle(name: string, letters: number): string {
  const all = Array.from(name);
  if (all.length <= letters) return name;
  const tail = Math.floor(letters / 3);
  return `${all.slice(0, letters - tail - 1).join("")}…${all.slice(-tail).join("")}`;
}
