/** "Next update in 15 minutes", "we will update you within the next hour"; the gap is bounded, so no text makes this slow. */
const COUNTED = /\bupdates?\b[^.!?\n]{0,80}?\b(?:in|within)\s+(?:the\s+next\s+)?(\d{1,3}|half\s+an|an?|one)?[\s-]*(minutes?|mins?|hours?|hrs?)\b/i;

/** The instant that a text itself promises the next update for by a counted interval, or null if it counts none. */
export function promisedTime(body: string, now: Date): Date | null {
  const [, count = "", unit = ""] = COUNTED.exec(body) ?? [];
  if (unit === "") return null;
  const amount = /^\d/.test(count) ? Number(count) : /^half/i.test(count) ? 0.5 : 1;
  const minutes = amount * (/^h/i.test(unit) ? 60 : 1);
  return minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null;
}
