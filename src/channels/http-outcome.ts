import type { OutboundAnswer, OutboundClient } from "../outbound/index.ts";
import { OutboundError } from "../outbound/index.ts";
import type { Outcome } from "../services/delivery/channel.ts";

/** All that an adapter needs of the way out. */
export type Asks = Pick<OutboundClient, "request">;

const LATEST_RETRY_MS = 3_600_000;

/**
 * What a Retry-After header asks for, in milliseconds; an hour at most, since a page is of no use after that. An instant is
 * read by the answer's own clock.
 */
export function retryAfterOf(headers: OutboundAnswer["headers"]): number | undefined {
  const [said] = [headers["retry-after"]].flat();
  const [date = ""] = [headers["date"]].flat();
  if (said === undefined || said.length > 40) return undefined;
  const ms = /^\d{1,9}$/.test(said.trim()) ? Number(said) * 1_000 : Date.parse(said) - Date.parse(date);
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LATEST_RETRY_MS) : undefined;
}

/** Too many requests, a request that came too early or took too long, and a server's own fault pass by; other refusals stay. */
export const passesBy = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429;

/** The outcome of an answer that is no success; `reason` says whose answer it is, and what it was. */
export function refusalOf({ status, headers }: Pick<OutboundAnswer, "status" | "headers">, reason: string): Outcome {
  if (!passesBy(status)) return { state: "REFUSED", reason };
  const retryAfterMs = retryAfterOf(headers);
  return { state: "RETRY", reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The outcome of a request without an answer: an address that the hub may not reach stays one. */
export function outcomeOfError(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const stays = error instanceof OutboundError && (error.obstacle === "address" || error.obstacle === "protocol" || error.obstacle === "redirects");
  return { state: stays ? "REFUSED" : "RETRY", reason };
}
