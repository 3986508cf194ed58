/** A form's fields as they arrived; the same one may be there several times. */
export type Fields = readonly (readonly [string, string])[];

/** What Twilio signs: the address that it called, and the fields in order of their names, each value once. */
export function twilioText(url: string, fields: Fields): string {
  const seen = new Set<string>();
  const unique = fields.filter(([name, value]) => !seen.has(`${name}=${value}`) && seen.add(`${name}=${value}`));
  return unique.toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y)).reduce((text, [name, value]) => text + name + value, url);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What Slack signs. */
export const slackText = (timestamp: string, body: string): string => `v0:${timestamp}:${body}`;

const WINDOW_SECONDS = 5 * 60;

/** Whether a timestamp in whole seconds is as near as Slack's own advice wants it: what is older was recorded and sent again. */
export const isRecent = (timestamp: string, now: Date): boolean => /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= WINDOW_SECONDS;
