import { v7 as uuid } from "uuid";
import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import type { PublicState } from "../../entities/vocabulary.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import { selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { concerned, type Concerned } from "./concerned.ts";
import { componentStateFor, impactOf, worstOf } from "../status-component/state.rules.ts";
import { writeEntry } from "./write-entry.ts";

/** What was published for the status page goes onto it, in the same transaction; drills and private incidents never do. Returns the word on the page; null where there is none. */
export async function hearPublication(change: Change, message: CommunicationEntity): Promise<{ id: string } | null> {
  const { tx, incident, now } = change;
  if (message.audience !== "STATUS_PAGE" || incident.drill || incident.private) return null;
  const before = await selectOne(tx, StatusEntryEntity, "where incident_id = $1 for no key update", [incident.id]);
  const state = message.publicState ?? (before?.state as PublicState | undefined) ?? "INVESTIGATING";
  const found = await concerned(tx, before?.id ?? null, incident.serviceId);
  const assessed = componentStateFor({ ...incident, customersAffected: affectedBy(incident), customersOfService: found.customers }, (await change.policy()).document.statusPage.partialBelow);
  const components = componentsOf(before, found, assessed);
  const isResolved = state === "RESOLVED";
  const entry: Omit<StatusEntryEntity, "isGeneral"> = {
    ...(before ?? opened(change, message)), state, updatedAt: now,
    impact: isResolved && before ? before.impact : impactOf(components.length > 0 ? worstOf(components.map((component) => component.state)) : assessed),
    monitoringAt: state === "MONITORING" ? (before?.monitoringAt ?? now) : (before?.monitoringAt ?? null),
    resolvedAt: isResolved ? (before?.resolvedAt ?? endOf(incident, now)) : null,
  };
  const update = { id: uuid(), communicationId: message.id, state, body: message.body, at: now, retractedAt: null, createdBy: message.createdBy, updatedAt: now };
  const span = before ? {} : { since: entry.startedAt as Date };
  // What is told of only when it is over has held its components all the same.
  if (!before && isResolved) await writeEntry(tx, { before, entry: { ...entry, state: "MONITORING", resolvedAt: null }, update: null, known: found.components, components, ...span });
  await writeEntry(tx, { before, entry, update, known: found.components, components, ...span, ...(entry.resolvedAt && { until: entry.resolvedAt }) });
  return update;
}

/** An entry begins when its incident did; the first words give it its name. */
const opened = ({ tx, incident, now }: Change, message: CommunicationEntity) => ({
  id: uuid(), kind: "INCIDENT" as const, incidentId: incident.id, title: message.subject ?? incident.title,
  startedAt: incident.detectedAt < now ? incident.detectedAt : now, scheduledFrom: null, scheduledUntil: null, movesByItself: false, dueAt: null, remindAt: null, componentsByHand: false,
  createdBy: tx.actor.responderId ?? tx.actor.id, createdAt: now,
});

const endOf = ({ resolvedAt, detectedAt }: IncidentEntity, now: Date): Date => (resolvedAt && resolvedAt < now && resolvedAt >= detectedAt ? resolvedAt : now);

/** A person's choice stands; else those of the incident's service, and those that it was about before. */
function componentsOf(before: StatusEntryEntity | null, { components }: Concerned, assessed: ReturnType<typeof componentStateFor>) {
  if (before?.componentsByHand) return components.flatMap(({ componentId, was }) => (was ? [{ componentId, state: was }] : []));
  return components.map(({ componentId, isOfService, was }) => ({ componentId, state: isOfService ? assessed : (was ?? assessed) }));
}
