/** In characters; a shorter word stands in too many others. */
const SHORTEST = 5;

/** The same without the secret: an endpoint may say back what it was sent. Dates and the like stay as they are. */
export function unsaid<T>(secret: string | null, value: T): T {
  // Of `Bearer abc` the second word is the secret too.
  const words = secret === null ? [] : [secret, secret.split(" ").at(-1) ?? ""].filter((word) => word.length >= SHORTEST);
  const without = (part: unknown): unknown => {
    if (typeof part === "string") return words.reduce((text, word) => text.replaceAll(word, "[secret]").replaceAll(encodeURIComponent(word), "[secret]"), part);
    if (Array.isArray(part)) return part.map(without);
    if (part === null || typeof part !== "object" || part instanceof Date) return part;
    return Object.fromEntries(Object.entries(part).map(([name, held]) => [name, without(held)]));
  };
  return (words.length === 0 ? value : without(value)) as T;
}
