import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberState } from "../../entities/vocabulary.ts";

type Standing = Pick<StatusSubscriberEntity, "confirmedAt" | "unsubscribedAt" | "stoppedAt">;

/** How a subscriber stands; only an ACTIVE one is told anything. */
export function stateOf({ confirmedAt, unsubscribedAt, stoppedAt }: Standing): SubscriberState {
  if (unsubscribedAt) return "UNSUBSCRIBED";
  if (stoppedAt) return "STOPPED";
  return confirmedAt ? "ACTIVE" : "PENDING";
}

/** Of the row named `s`: the same as ACTIVE, in SQL. */
export const ACTIVE = "s.confirmed_at is not null and s.unsubscribed_at is null and s.stopped_at is null";

/**
 * Mail servers' codes for a mailbox or a domain that is not there, was closed or takes no mail (RFC 3463: 5.1.1 to 5.1.3,
 * 5.1.6, 5.1.10, 5.2.1), and HTTP's word for a receiver that is gone. Any other refusal may be about the message or its sender.
 */
const GONE = /\b5\.(1\.([1236]|10)|2\.1)\b|^HTTP 410\b/;

export const saysGone = (reason: string): boolean => GONE.test(reason);

export interface Failing {
  /** Refused for good in a row, this one included. */
  refusals: number;
  /** Since nothing has arrived there, in seconds; null where something has. */
  failingFor: number | null;
}

interface Patience {
  refusalsAtMost: number;
  webhookDeadAfter: number;
}

/** Why nothing more is sent to a subscriber; null while it is still tried. One refusal may be the fault of a server, or ours. */
export function whyStop(kind: StatusSubscriberEntity["kind"], reason: string, { refusals, failingFor }: Failing, { refusalsAtMost, webhookDeadAfter }: Patience): string | null {
  if (refusals > 0 && saysGone(reason)) return `The address is gone: ${reason}`;
  if (refusals >= refusalsAtMost) return `${refusals} messages in a row were refused: ${reason}`;
  if (kind === "WEBHOOK" && failingFor !== null && failingFor >= webhookDeadAfter) return `Nothing has arrived there for ${Math.floor(failingFor / 86_400)} days: ${reason}`;
  return null;
}
