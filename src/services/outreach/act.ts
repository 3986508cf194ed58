import { v7 as uuid } from "uuid";
import { OutreachEntryEntity, OutreachNoteEntity } from "../../entities/outreach.entity.ts";
import type { OutreachState } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import { notFound } from "../errors.ts";
import { byKey } from "../load.ts";
import { insert, insertion, recordset, select } from "../rows.ts";
import { record, type Change, type Happening } from "../timeline/record.ts";

/** An affected account with what has been done about it so far. */
export interface Standing {
  customerId: string;
  externalId: string;
  name: string;
  entry: OutreachEntryEntity | null;
}

/** The affected accounts that are named, in that order; NOT_FOUND names the first that is not affected. */
export async function standingOf({ tx, incident }: Change, externalIds: readonly string[], fieldOf: (at: number) => string): Promise<Standing[]> {
  const rows: Omit<Standing, "entry">[] = await tx.db.query(
    `select c.id as "customerId", c.external_id as "externalId", c.name from customer c join affected_customer a on a.customer_id = c.id
     where a.incident_id = $1 and c.external_id = any($2)`, [incident.id, externalIds]);
  const entries = byKey(await select(tx, OutreachEntryEntity, "where incident_id = $1 and customer_id = any($2)", [incident.id, rows.map(({ customerId }) => customerId)]), ({ customerId }) => customerId);
  const affected = byKey(rows, ({ externalId }) => externalId);
  return externalIds.map((one, place) => {
    const row = affected.get(one);
    if (!row) throw notFound(`affected customer "${one}"`, fieldOf(place));
    return { ...row, entry: entries.get(row.customerId) ?? null };
  });
}

export type Becoming = Partial<Pick<OutreachEntryEntity, "state" | "channel" | "channelChosen" | "template" | "ownerId">>;

/** Writes what becomes of the entries, with a note of the act on each, under one event of the timeline. */
export async function act(change: Change, standing: readonly Standing[], become: (one: Standing) => Becoming, note: string | null, happening: Happening): Promise<void> {
  const { tx, incident, now, at, actorLabel } = change;
  const author = actorLabel ?? tx.actor.name;
  const { revision } = record(change, happening);
  const entries = standing.map((one): OutreachEntryEntity => {
    const before = one.entry ?? { state: "PLANNED" as OutreachState, channel: null, channelChosen: false, template: null, ownerId: null };
    const { state, channel, channelChosen, template, ownerId } = { ...before, ...become(one) };
    return { incidentId: incident.id, customerId: one.customerId, state, channel, channelChosen, template, ownerId, revision, updatedAt: now, updatedBy: author };
  });
  await tx.db.query(
    `${insertion(tx, OutreachEntryEntity)} on conflict (incident_id, customer_id) do update set state = excluded.state, channel = excluded.channel, channel_chosen = excluded.channel_chosen, template = excluded.template,
       owner_id = excluded.owner_id, revision = excluded.revision, updated_at = excluded.updated_at, updated_by = excluded.updated_by`, [recordset(tx, OutreachEntryEntity, entries)]);
  await insert(tx, OutreachNoteEntity, entries.map(({ customerId, state }) => ({
    id: uuid(), incidentId: incident.id, customerId, state, note, author, occurredAt: at, recordedAt: now,
  })));
  for (const [at, entry] of entries.entries()) noteChange(tx, `outreach/${incident.id}/${entry.customerId}`, standing[at]?.entry ?? null, entry);
}
