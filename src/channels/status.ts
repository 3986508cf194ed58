import { type OutboundAnswer, OutboundError } from "../outbound/index.ts";
import type { Outcome } from "../services/delivery/index.ts";

/** Answers of the 400s that ask for another try: too early, too much, too slow. */
const LATER = new Set([408, 425, 429]);
const LONGEST_ANSWER = 200;
const LONGEST_WAIT_MS = 86_400_000;

/** What an HTTP answer makes of an attempt: 2xx has it, 408, 425, 429 and 5xx want it again, all else is final. */
export function outcomeOf({ status, headers, body }: OutboundAnswer, now: Date): Outcome {
  const said = `HTTP ${status} ${body.toString("utf8", 0, LONGEST_ANSWER)}`.trim();
  if (status >= 200 && status < 300) return { state: "ACCEPTED", answer: said };
  if (status < 500 && !LATER.has(status)) return { state: "REFUSED", reason: said };
  const retryAfterMs = retryAfterOf([headers["retry-after"]].flat()[0], now);
  return { state: "RETRY", reason: said, ...(retryAfterMs !== null && { retryAfterMs }) };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); null where it is neither. */
export function retryAfterOf(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  const isDate = /^[A-Z][a-z]{2},/.test(value);
  const ms = /^\d{1,9}$/.test(value.trim()) ? Number(value) * 1_000 : isDate ? Date.parse(value) - now.getTime() : NaN;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

/** What was in the way of a request. An address that may not be asked will not be allowed by asking again. */
export function obstacleOf(error: unknown): Outcome {
  if (!(error instanceof OutboundError)) throw error;
  const isFinal = error.obstacle === "address" || error.obstacle === "protocol" || error.obstacle === "redirects";
  if (isFinal) return { state: "REFUSED", reason: error.message };
  return { state: "RETRY", reason: error.message, isDown: error.obstacle === "time" || error.obstacle === "unreachable" };
}
