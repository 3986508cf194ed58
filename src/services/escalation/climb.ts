import { EscalationEntity } from "../../entities/escalation.entity.ts";
import { notify, type Notice } from "../notification/index.ts";
import { assignments } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { nextWait } from "./escalation.rules.ts";
import { peopleAt } from "./people.ts";

/** Pages the levels from `from` to `to`, and `others` besides; who is `onIt` is only told. Whether anybody of the levels is reached. */
export async function pageLevels(change: Change, escalation: EscalationEntity, why: string, from: number, to: number, options: { others?: readonly Notice[]; onIt?: readonly Notice[]; again?: boolean } = {}): Promise<boolean> {
  const notices: Notice[] = [];
  // From the top down: who stands at two levels is paged as the higher one.
  for (let level = to; level >= from; level -= 1) {
    const step = escalation.ladder[level - 1];
    if (!step) continue;
    for (const responderId of await peopleAt(change, step)) notices.push({ responderId, kind: "PAGE", as: step.name, level });
  }
  const { others = [], onIt = [], again = false } = options;
  const isOn = ({ responderId }: Notice) => onIt.some((one) => one.responderId === responderId);
  const reached = await notify(change, why, [...onIt, ...[...notices, ...others].filter((notice) => !isOn(notice))], { escalation, again });
  return notices.some(({ responderId }) => reached.includes(responderId));
}

/**
 * Pages the next level at which there is somebody; those that are empty, or whose people wait for an answer already, are
 * skipped at once and said. Above the last the same level is paged again.
 */
export async function climb(change: Change, escalation: EscalationEntity, why: string): Promise<void> {
  const reached = escalation.level;
  const empty: string[] = [];
  let found = false;
  for (let level = reached + 1; !found && level <= escalation.top; level += 1) {
    found = await pageLevels(change, escalation, why, level, level);
    if (found) Object.assign(escalation, { level, climbedAt: change.now });
    else empty.push(escalation.ladder[level - 1]?.name ?? String(level));
  }
  const last = Math.min(reached, escalation.top);
  if (!found) found = await pageLevels(change, escalation, why, last, last, { again: true });
  if (!found) await sayNobody(change);
  else if (empty.length > 0) say(change, `Nobody to page as ${empty.join(", ")}: skipped`, { skipped: empty });
  await wait(change, escalation);
}

/** Once: that it goes on looking for somebody would fill the timeline. */
async function sayNobody(change: Change): Promise<void> {
  const { tx, incident, events } = change;
  const isSaid = events.some(({ details }) => details?.["nobody"] === true)
    || (await tx.db.query("select 1 from timeline_event where incident_id = $1 and kind = 'ESCALATION' and details ->> 'nobody' = 'true' limit 1", [incident.id])).length > 0;
  if (!isSaid) say(change, "Nobody on the ladder can be paged", { nobody: true });
}

const say = (change: Change, summary: string, details: Record<string, unknown>): unknown =>
  record(change, { kind: "ESCALATION", summary, occurredAt: change.now, details });

/** Sets when it steps next, and writes it. */
export async function wait(change: Change, escalation: EscalationEntity): Promise<void> {
  const { repeatTopAfter } = (await change.policy()).document.escalation;
  const { wait: seconds, rest } = nextWait(escalation.waits, escalation.level >= escalation.top, repeatTopAfter);
  escalation.waits = rest;
  escalation.nextStepAt = new Date(change.now.getTime() + seconds * 1_000);
  await write(change, escalation);
}

export async function write({ tx }: Change, { id, ...changes }: EscalationEntity): Promise<void> {
  const { sql, values } = assignments(tx, EscalationEntity, changes, 2);
  await tx.db.query(`update escalation set ${sql} where id = $1`, [id, ...values]);
}
