import type { Change } from "../timeline/record.ts";

/** A duplicate's outreach goes on at the survivor: whom somebody has spoken with there need not be called again. An event of the survivor has to follow. */
export async function takeOver(survivor: Change, duplicateId: string): Promise<void> {
  const { tx, incident } = survivor;
  await tx.db.query(
    `with taken as (
       insert into outreach_entry (incident_id, customer_id, state, channel, channel_chosen, template, owner_id, revision, updated_at, updated_by)
       select $2::uuid, customer_id, state, channel, channel_chosen, template, owner_id, $3::integer, updated_at, updated_by from outreach_entry where incident_id = $1
       on conflict (incident_id, customer_id) do update set state = excluded.state, channel = excluded.channel, channel_chosen = excluded.channel_chosen, template = excluded.template,
         owner_id = coalesce(outreach_entry.owner_id, excluded.owner_id), revision = excluded.revision, updated_at = excluded.updated_at, updated_by = excluded.updated_by
       where outreach_entry.state in ('PLANNED', 'SENT') and excluded.state not in ('PLANNED', 'SENT'))
     insert into outreach_note (id, incident_id, customer_id, state, note, author, occurred_at, recorded_at)
     select gen_random_uuid(), $2::uuid, customer_id, state, note, author, occurred_at, recorded_at from outreach_note where incident_id = $1`,
    [duplicateId, incident.id, incident.revision + 1]);
}
