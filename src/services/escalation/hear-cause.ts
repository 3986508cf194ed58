import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { EscalationTrigger } from "../../entities/vocabulary.ts";
import { notify, type Notice } from "../notification/index.ts";
import { record, type Change } from "../timeline/record.ts";
import { begin } from "./begin.ts";
import { type Circumstances, circumstancesOf } from "./circumstances.ts";
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
 * somebody has acknowledged, or that wakes nobody at all, pages nobody for the hub's clocks: the cause is said and told.
 */
export async function hearCause(change: Change, cause: Cause): Promise<EscalationEntity> {
  const { now } = change;
  const isByClock = comesByClock(cause.trigger);
  const running = await runningOf(change);
  const last = running ? null : await lastAcknowledged(change);
  const circumstances = await circumstancesOf(change);
  // What a person asks for reaches somebody at any hour.
  const standing = isByClock ? circumstances : { ...circumstances, top: Math.max(1, circumstances.top) };
  record(change, { kind: "ESCALATION", summary: cause.because, occurredAt: now, details: { trigger: cause.trigger, escalationId: running?.id ?? null, joined: running?.trigger != null } });
  if (last && isByClock && standing.outOfHours) {
    await tell(change, cause);
    return last;
  }
  const level = beginsAt(standing.start, last?.level ?? 0, standing.top);
  const escalation = running ?? (await begin(change, standing, cause.trigger, level));
  if (!escalation.trigger) Object.assign(escalation, { trigger: cause.trigger, startedAt: now });
  escalation.evidence = [...escalation.evidence, cause.because];
  await carry(change, escalation, cause, { standing, from: running ? null : last ? level : 1 });
  return escalation;
}

/** Pages for the cause: `from` is the first level of a new escalation, null for one that runs. */
async function carry(change: Change, escalation: EscalationEntity, cause: Cause, { standing, from }: { standing: Circumstances; from: number | null }): Promise<void> {
  const { because, people = [], instead = false } = cause;
  if (standing.top === 0) {
    await tell(change, cause);
    return write(change, { ...escalation, nextStepAt: standing.workFrom });
  }
  if (people.length > 0) await notify(change, because, people, { escalation });
  const isCalled = instead && people.length > 0;
  if (from === null) return mayClimb(escalation, change.now) && !isCalled ? climb(change, escalation, because) : write(change, escalation);
  // The first pages of a new one count as its climb: whatever follows within the page step joins.
  escalation.climbedAt = change.now;
  if (isCalled || (await pageLevels(change, escalation, because, from, escalation.level))) return wait(change, escalation);
  return climb(change, escalation, because);
}

/** At night, in place of pages. */
async function tell(change: Change, { because, people = [] }: Cause): Promise<void> {
  const commander = await noticesFor(change, ["INCIDENT_COMMANDER"], "TOLD");
  await notify(change, because, [...people, ...commander].map((one) => ({ ...one, kind: "TOLD" as const })));
}
