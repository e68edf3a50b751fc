/** The words of one namespace. */
export type Words = Record<string, unknown>;

/** `./send.json` becomes the namespace `send`. */
export function namespaces(files: Record<string, Words>): Record<string, Words> {
  return Object.fromEntries(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/(.+)\.json$/, "$1"), words]));
}
