import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { record, type Change } from "../timeline/record.ts";
import { circumstancesOf } from "./circumstances.ts";
import { climb, pageLevels, wait, write } from "./climb.ts";
import { runningOf } from "./escalation.store.ts";
import { stop } from "./stop.ts";

/** What an escalation does when its time has come. */
export async function step(change: Change, escalation: EscalationEntity): Promise<void> {
  if (!isOpen(change.incident)) return stop(change, `The incident is ${change.incident.status}`);
  return escalation.acknowledgedAt ? pageAgain(change, escalation) : timeOut(change, escalation);
}

/** ACK_TIMEOUT: nobody acknowledged within the page step. */
async function timeOut(change: Change, escalation: EscalationEntity): Promise<void> {
  const { now } = change;
  const { top, workFrom } = await circumstancesOf(change);
  // Nobody is woken for it: it goes on when the team works again.
  if (top === 0) return write(change, { ...escalation, nextStepAt: workFrom });
  if (!(await hasPaged(change, escalation)) && (await pageLevels(change, escalation, escalation.evidence.at(-1) ?? "Nobody has acknowledged", 1, Math.min(escalation.level, top)))) return wait(change, escalation);
  const since = escalation.climbedAt ?? escalation.startedAt;
  const because = `Nobody acknowledged within ${Math.max(1, Math.round((now.getTime() - since.getTime()) / 60_000))} min`;
  record(change, { kind: "ESCALATION", summary: because, occurredAt: now, details: { trigger: "ACK_TIMEOUT", escalationId: escalation.id, joined: escalation.trigger !== null } });
  const next = { ...escalation, trigger: escalation.trigger ?? ("ACK_TIMEOUT" as const), evidence: [...escalation.evidence, because], top: Math.min(top, escalation.ladder.length) };
  await climb(change, next, because);
}

async function hasPaged({ tx }: Change, { id }: EscalationEntity): Promise<boolean> {
  return (await tx.db.query("select 1 from notification where escalation_id = $1 limit 1", [id])).length > 0;
}

/** Acknowledged, and nothing done since: the same level again, unless it is night and the incident a lesser one. */
async function pageAgain(change: Change, escalation: EscalationEntity): Promise<void> {
  const { tx, incident, now } = change;
  const [acted] = await tx.db.query(
    "select 1 from timeline_event where incident_id = $1 and actor_id <> 'hub' and recorded_at > $2 limit 1", [incident.id, escalation.acknowledgedAt]);
  const { outOfHours } = await circumstancesOf(change);
  if (acted || outOfHours || (await runningOf(change))) return write(change, { ...escalation, nextStepAt: null });
  const because = `Acknowledged, and nothing done for ${Math.round((now.getTime() - (escalation.acknowledgedAt as Date).getTime()) / 60_000)} min`;
  record(change, { kind: "ESCALATION", summary: because, occurredAt: now, details: { trigger: "ACK_TIMEOUT", escalationId: escalation.id, joined: true } });
  const again = { ...escalation, acknowledgedAt: null, acknowledgedById: null, trigger: escalation.trigger ?? ("ACK_TIMEOUT" as const), evidence: [...escalation.evidence, because] };
  await pageLevels(change, again, because, again.level, again.level, { again: true });
  await wait(change, again);
}
