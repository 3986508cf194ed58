import type { OutboundAnswer, OutboundClient } from "../outbound/index.ts";
import type { Outcome } from "../services/delivery/index.ts";
import { outcomeOf } from "./status.ts";

/** All that an adapter needs of the way out. */
export type Asks = Pick<OutboundClient, "request">;

/** What an answer that is no success makes of an attempt, with words that say whose it is and what it means. */
export function refusalOf(answer: Pick<OutboundAnswer, "status" | "headers">, reason: string, now: Date): Outcome {
  const outcome = outcomeOf({ ...answer, body: Buffer.alloc(0) }, now);
  return outcome.state === "ACCEPTED" ? { state: "REFUSED", reason } : { ...outcome, reason };
}
