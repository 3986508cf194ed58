import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import { TimelineEventEntity } from "../../entities/timeline-event.entity.ts";
import type { TimelineKind } from "../../entities/vocabulary.ts";
import { binder, visible } from "../access/visibility.ts";
import { about, noteChange, noteEvents, nothingNoted } from "../audit/act.ts";
import { auditPart, isDue } from "../audit/write.ts";
import type { ServiceContext } from "../context.ts";
import { LIMITS } from "../input.ts";
import type { Policy } from "../policy/index.ts";
import { assignments, insertion, recordset } from "../rows.ts";
import { clip } from "../text.rules.ts";

/** One verb's work on one locked incident: the row as it becomes, and the events that explain it. */
export interface Change {
  readonly tx: ServiceContext;
  /** Verbs set its fields; `save` writes those that differ from `before`. */
  readonly incident: IncidentEntity;
  readonly before: IncidentEntity;
  readonly now: Date;
  /** When it happened; `now` unless the caller said otherwise. */
  at: Date;
  readonly actorLabel: string | null;
  readonly events: TimelineEventEntity[];
  /** The policy version that the incident runs on. */
  readonly policy: () => Promise<Policy>;
  /** The response plan that it runs on. */
  readonly plan: () => Promise<ResponsePlanEntity>;
}

export type Happening = { kind: TimelineKind; summary: string } & Partial<
  Pick<TimelineEventEntity, "occurredAt" | "pinned" | "links" | "grade" | "hypothesis" | "targetRevision" | "details" | "actorLabel">
>;

/** Notes what happened, under the next revision; words that the hub puts before a full-length text may cut that short. It is written when the verb's change is saved. */
export function record({ tx, incident, events, at, now, actorLabel }: Change, happening: Happening): TimelineEventEntity {
  incident.revision += 1;
  const event = eventOf(tx, incident, { occurredAt: at, recordedAt: now, actorLabel, ...happening });
  events.push(event);
  return event;
}

function eventOf({ actor }: Pick<ServiceContext, "actor">, { id, revision }: Pick<IncidentEntity, "id" | "revision">, happening: Happening & Pick<TimelineEventEntity, "occurredAt" | "recordedAt">): TimelineEventEntity {
  return {
    incidentId: id,
    revision,
    actorId: actor.responderId ?? actor.id,
    actorName: actor.name,
    actorLabel: null,
    pinned: false,
    links: [],
    grade: null,
    hypothesis: null,
    targetRevision: null,
    details: null,
    ...happening,
    summary: clip(happening.summary, LIMITS.note),
  };
}

/**
 * Writes at once what changes nothing but the timeline, in one statement in place of a transaction of four: the most
 * frequent write by far. Null if there is no such incident for the caller.
 */
export async function append(ctx: ServiceContext, incidentId: string, happening: Happening): Promise<TimelineEventEntity | null> {
  const now = ctx.now();
  const event = eventOf(ctx, { id: incidentId, revision: 0 }, { occurredAt: now, recordedAt: now, ...happening });
  const { values, bind } = binder([recordset(ctx, TimelineEventEntity, [event]), incidentId, now]);
  const audited = auditOfAppend(ctx, incidentId, bind);
  const rows: { revision: number }[] = await ctx.db.query(`
    with changed as (update incident set revision = revision + 1, updated_at = $3 where id = $2 and ${visible(ctx, bind)} returning revision),
    written as (${insertion(ctx, TimelineEventEntity, { columns: { revision: "changed.revision" }, from: "changed" })} returning incident_id, revision),
    ${audited}queued as (insert into feed_outbox select * from written)
    select revision from written`, values);
  const [row] = rows;
  if (!row) return null;
  ctx.wakeups.ring([incidentId]);
  return { ...event, revision: row.revision };
}

/** What happened to an incident that the running transaction has locked; its revision as the row has it. */
export interface Appended {
  incident: Pick<IncidentEntity, "id" | "revision">;
  happening: Happening;
}

/**
 * Writes what the hub notes of many locked incidents at once, in one statement; of each in the given order. It moves
 * their `revision` on, also in the objects given. No mutation, so the audit log has nothing of it. `also` is a further
 * part of the statement, as `name as (...)`: a trip of its own would be a good part of what a small batch takes.
 */
export async function appendAll(tx: ServiceContext, all: readonly Appended[], also?: (bind: (value: unknown) => string) => string): Promise<void> {
  if (all.length === 0 && !also) return;
  const now = tx.now();
  const events = all.map(({ incident, happening }) => {
    incident.revision += 1;
    return eventOf(tx, incident, { occurredAt: now, recordedAt: now, ...happening });
  });
  // Named once more as an array: then no plan reads the whole table, for which many rows of a recordset are reason enough.
  const { values, bind } = binder([recordset(tx, TimelineEventEntity, events), now, [...new Set(events.map(({ incidentId }) => incidentId))]]);
  await tx.db.query(`
    with ${also ? `${also(bind)}, ` : ""}written as (${insertion(tx, TimelineEventEntity)} returning incident_id, revision),
    queued as (insert into feed_outbox select * from written)
    update incident set revision = last.revision, updated_at = $2
    from (select incident_id, max(revision) as revision from written group by incident_id) last where id = last.incident_id and id = any($3)`, values);
  for (const { incident } of all) tx.touched?.add(incident.id);
}

/** The audit entry as a part of the statement: its own would be a second trip for the most frequent write. */
function auditOfAppend(ctx: ServiceContext, incidentId: string, bind: (value: unknown) => string): string {
  const subject = `incident/${incidentId}`;
  about(ctx, subject);
  if (ctx.touched || !isDue(ctx)) return "";
  const name = bind(subject);
  const revision = (value: string) => `jsonb_build_object(${name}::text, jsonb_build_object('revision', ${value}))`;
  const computed = { columns: { before: revision("changed.revision - 1"), after: revision("changed.revision") }, from: "changed" };
  return `${auditPart({ ...ctx, noted: { ...nothingNoted(), subject } }, bind, computed)}, `;
}

/**
 * Writes the row's changes, their events and the feed's outbox in one statement: the only writer of the timeline and of changed incidents.
 * A change without an event writes nothing, and the database refuses a revision that is there already. With `isLast`, where nothing
 * follows in the transaction, its audit entry is written too.
 */
export async function save({ tx, incident, before, events, now }: Change, isLast = false): Promise<void> {
  if (events.length === 0) return;
  incident.updatedAt = now;
  const changed = Object.fromEntries(Object.entries(incident).filter(([key, value]) => value !== before[key as keyof IncidentEntity]));
  noteChange(tx, `incident/${incident.id}`, Object.fromEntries(Object.keys(changed).map((key) => [key, before[key as keyof IncidentEntity]])), changed);
  noteEvents(tx, `incident/${incident.id}`, events);
  const { sql, values } = assignments(tx, IncidentEntity, changed as Partial<IncidentEntity>, 3);
  const bound = binder([recordset(tx, TimelineEventEntity, events), incident.id, ...values]);
  const audited = isLast && isDue(tx) ? `${auditPart(tx, bound.bind)}, ` : "";
  await tx.db.query(`with written as (${insertion(tx, TimelineEventEntity)} returning incident_id, revision),
    ${audited}queued as (insert into feed_outbox select * from written) update incident set ${sql} where id = $2`, bound.values);
  Object.assign(before, incident);
  events.length = 0;
  tx.touched?.add(incident.id);
}
