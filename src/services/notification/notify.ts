import { v7 as uuid } from "uuid";
import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import { NotificationEntity } from "../../entities/notification.entity.ts";
import type { NotificationKind } from "../../entities/vocabulary.ts";
import * as deliveries from "../delivery/index.ts";
import { insert } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { bodyOf, type Evidence } from "./body.rules.ts";

export interface Notice {
  responderId: string;
  kind: NotificationKind;
  /** What they are to it, such as "engineering lead". */
  as: string;
  /** Of the ladder. */
  level?: number | null;
  /** It can wait until then. */
  notBefore?: Date | null;
}

/**
 * Pages or tells people: one notification for each, one event that names them all. Who has a page of this escalation that
 * still waits for an answer gets no second one, unless it is asked for `again`. Returns whom it reaches.
 */
export async function notify(change: Change, why: string, notices: readonly Notice[], about: { escalation?: EscalationEntity; again?: boolean } = {}): Promise<string[]> {
  const { tx, incident, now } = change;
  const waiting = about.escalation && !about.again ? await pendingOf(change, about.escalation.id) : new Set<string>();
  const wanted = onePerPerson(notices).filter(({ responderId }) => !waiting.has(responderId));
  if (wanted.length === 0) return [];
  const body = bodyOf(incident, why, await evidenceOf(change));
  const rows: NotificationEntity[] = wanted.map(({ responderId, kind, as, level = null, notBefore = null }) => ({
    id: uuid(), incidentId: incident.id, escalationId: kind === "PAGE" ? (about.escalation?.id ?? null) : null, kind, responderId, level,
    reason: as, body, createdAt: now, notBefore, acknowledgedAt: null, stoppedAt: null, unreachable: null,
  }));
  await insert(tx, NotificationEntity, rows);
  const unreachable = await deliveries.enqueue(tx, rows, [incident]);
  await setUnreachable(change, rows, unreachable);
  await letSee(change, rows);
  await say(change, why, rows);
  return rows.filter((row) => row.unreachable === null).map(({ responderId }) => responderId);
}

/** Everybody once; a page goes before a word. */
function onePerPerson(notices: readonly Notice[]): Notice[] {
  const people = new Map<string, Notice>();
  for (const notice of notices) {
    const known = people.get(notice.responderId);
    if (!known || (known.kind === "TOLD" && notice.kind === "PAGE")) people.set(notice.responderId, notice);
  }
  return [...people.values()];
}

async function pendingOf({ tx }: Change, escalationId: string): Promise<Set<string>> {
  const rows: { id: string }[] = await tx.db.query(
    "select responder_id as id from notification where escalation_id = $1 and acknowledged_at is null and stopped_at is null and unreachable is null", [escalationId]);
  return new Set(rows.map(({ id }) => id));
}

/** The newest evidence on record, each with its grade. */
async function evidenceOf({ tx, incident, events }: Change): Promise<Evidence[]> {
  const fresh = events.filter(({ kind }) => kind === "EVIDENCE").map(({ grade, summary }) => ({ grade: grade ?? "REPORTED", summary }));
  const stored: Evidence[] = await tx.db.query(
    "select coalesce(grade, 'REPORTED') as grade, left(summary, 300) as summary from timeline_event where incident_id = $1 and kind = 'EVIDENCE' order by revision desc limit 3", [incident.id]);
  return [...fresh, ...stored].slice(0, 3);
}

async function setUnreachable({ tx }: Change, rows: NotificationEntity[], unreachable: Map<string, string>): Promise<void> {
  if (unreachable.size === 0) return;
  for (const row of rows) row.unreachable = unreachable.get(row.id) ?? null;
  await tx.db.query("update notification n set unreachable = u.why from unnest($1::uuid[], $2::text[]) u (id, why) where n.id = u.id", [[...unreachable.keys()], [...unreachable.values()]]);
}

/** Who is called to a private incident may see it. */
async function letSee({ tx, incident }: Change, rows: NotificationEntity[]): Promise<void> {
  if (!incident.private) return;
  await tx.db.query("insert into incident_member select $1, unnest($2::uuid[]) on conflict do nothing", [incident.id, rows.map(({ responderId }) => responderId)]);
}

async function say(change: Change, why: string, rows: NotificationEntity[]): Promise<void> {
  const people: { id: string; name: string }[] = await change.tx.db.query("select id, name from responder where id = any($1)", [rows.map(({ responderId }) => responderId)]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const named = (of: NotificationEntity[]) => of.map(({ responderId, reason }) => `${names.get(responderId)} (${reason})`).join(", ");
  const told = (kind: NotificationKind) => rows.filter((row) => row.kind === kind && row.unreachable === null);
  const sentences = [
    told("PAGE").length > 0 && `Paged ${named(told("PAGE"))}`,
    told("TOLD").length > 0 && `Told ${named(told("TOLD"))}`,
    ...rows.filter((row) => row.unreachable !== null).map((row) => `${named([row])} cannot be reached: ${row.unreachable}`),
  ].filter(Boolean);
  const details = { notifications: rows.map(({ id, kind, responderId, level, unreachable }) => ({ id, kind, responderId, level, unreachable })) };
  record(change, { kind: "PAGE", summary: `${sentences.join("; ")}. ${why}`, occurredAt: change.now, details });
}
