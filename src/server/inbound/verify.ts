import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type Fields, isRecent, slackText, twilioText } from "./signature.rules.ts";

/** In constant time, whatever their lengths. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string) => createHash("sha256").update(text).digest();

/** Under one of the secrets: while a new one takes the place of another, both count. */
export const isTwilios = (signature: string | undefined, url: string, fields: Fields, tokens: readonly string[]): boolean =>
  signature !== undefined && tokens.some((token) => same(signature, createHmac("sha1", token).update(twilioText(url, fields)).digest("base64")));

interface SlackHeaders {
  signature: string | undefined;
  timestamp: string | undefined;
}

export const isSlacks = ({ signature, timestamp }: SlackHeaders, body: string, secrets: readonly string[], now: Date): boolean =>
  signature !== undefined && timestamp !== undefined && isRecent(timestamp, now) &&
  secrets.some((secret) => same(signature, `v0=${createHmac("sha256", secret).update(slackText(timestamp, body)).digest("hex")}`));
