import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberState } from "../../entities/vocabulary.ts";
import { whyLeaveAlone } from "../delivery/refusal.rules.ts";

type Standing = Pick<StatusSubscriberEntity, "confirmedAt" | "unsubscribedAt" | "stoppedAt">;

/** How a subscriber stands; only an ACTIVE one is told anything. */
export function stateOf({ confirmedAt, unsubscribedAt, stoppedAt }: Standing): SubscriberState {
  if (unsubscribedAt) return "UNSUBSCRIBED";
  if (stoppedAt) return "STOPPED";
  return confirmedAt ? "ACTIVE" : "PENDING";
}

/** Of the row named `s`: the same as ACTIVE, in SQL. */
export const ACTIVE = "s.confirmed_at is not null and s.unsubscribed_at is null and s.stopped_at is null";

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

/** Why nothing more is sent to a subscriber; null while it is still tried. */
export function whyStop(kind: StatusSubscriberEntity["kind"], reason: string, { refusals, failingFor }: Failing, { refusalsAtMost, webhookDeadAfter }: Patience): string | null {
  const refused = whyLeaveAlone(reason, refusals, refusalsAtMost);
  if (refused !== null) return refused;
  if (kind === "WEBHOOK" && failingFor !== null && failingFor >= webhookDeadAfter) return `Nothing has arrived there for ${Math.floor(failingFor / 86_400)} days: ${reason}`;
  return null;
}
