import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { EscalationTrigger } from "../../entities/vocabulary.ts";
import { notify, type Notice } from "../notification/index.ts";
import { record, type Change } from "../timeline/record.ts";
import { begin } from "./begin.ts";
import { circumstancesOf } from "./circumstances.ts";
import { climb, pageLevels, wait, write } from "./climb.ts";
import { beginsAt, comesByClock, mayClimb } from "./escalation.rules.ts";
import { lastAcknowledged, runningOf } from "./escalation.store.ts";
import { noticesFor } from "./people.ts";

export interface Cause {
  trigger: EscalationTrigger;
  /** In words; the evidence. */
  because: string;
  /** Called besides the ladder. */
  people?: Notice[];
  /** They are called in place of the ladder, which is climbed if they do not answer. */
  instead?: boolean;
}

/**
 * A cause to escalate: joins the running escalation as evidence, which climbs by it at most once in a page step, or
 * begins one a level above where the last was acknowledged (product rules, section 6). At night a lesser incident that
 * somebody has acknowledged wakes nobody by the hub's clocks: the cause is said and told.
 */
export async function hearCause(change: Change, cause: Cause): Promise<EscalationEntity> {
  const { now } = change;
  const running = await runningOf(change);
  const standing = await circumstancesOf(change);
  const last = running ? null : await lastAcknowledged(change);
  const isQuiet = standing.outOfHours && comesByClock(cause.trigger);
  record(change, { kind: "ESCALATION", summary: cause.because, occurredAt: now, details: { trigger: cause.trigger, escalationId: running?.id ?? null, joined: running?.trigger != null, quiet: last !== null && isQuiet } });
  if (last && isQuiet) {
    await notify(change, cause.because, [...(cause.people ?? []), ...(await noticesFor(change, ["INCIDENT_COMMANDER"], "TOLD"))].map((one) => ({ ...one, kind: "TOLD" as const })));
    return last;
  }
  const level = beginsAt(Math.max(1, standing.start), last?.level ?? 0, standing.top);
  const escalation = running ?? (await begin(change, standing, cause.trigger, level));
  if (!escalation.trigger) Object.assign(escalation, { trigger: cause.trigger, startedAt: now });
  escalation.evidence = [...escalation.evidence, cause.because];
  if (cause.people && cause.people.length > 0) await notify(change, cause.because, cause.people, { escalation });
  if (!running) await start(change, escalation, cause, last ? level : 1);
  else if (mayClimb(running, now) && !cause.instead) await climb(change, escalation, cause.because);
  else await write(change, escalation);
  return escalation;
}

/** The first pages of a new one count as its climb: whatever follows within the page step joins. */
async function start(change: Change, escalation: EscalationEntity, { because, instead, people }: Cause, from: number): Promise<void> {
  escalation.climbedAt = change.now;
  if (instead && people && people.length > 0) return wait(change, escalation);
  if (await pageLevels(change, escalation, because, from, escalation.level)) return wait(change, escalation);
  return climb(change, escalation, because);
}
