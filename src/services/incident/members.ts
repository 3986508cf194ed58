import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";
import { columnsOf } from "../rows.ts";
import { listsByKey } from "../load.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";

export interface IncidentMember extends ChangeInput {
  responderId: string;
}

/** Lets a person see a private incident without a role on it. */
export const addMember = (ctx: ServiceContext, input: IncidentMember): Promise<IncidentEntity> =>
  change(ctx, "addIncidentMember", input, "insert into incident_member values ($1, $2) on conflict do nothing", "may see the incident");

export const removeMember = (ctx: ServiceContext, input: IncidentMember): Promise<IncidentEntity> =>
  change(ctx, "removeIncidentMember", input, "delete from incident_member where incident_id = $1 and responder_id = $2", "is no longer a member");

function change(ctx: ServiceContext, name: string, input: IncidentMember, sql: string, words: string): Promise<IncidentEntity> {
  return changeIncident(ctx, { name }, input, async (change) => {
    const responderId = id("responderId", input.responderId);
    const [person] = await change.tx.db.query("select name from responder where id = $1", [responderId]);
    if (!person) throw notFound(`responder ${responderId}`, "responderId");
    await change.tx.db.query(sql, [change.incident.id, responderId]);
    record(change, { kind: "ROLE_CHANGED", summary: `${person.name} ${words}`, details: { member: responderId } });
  });
}

/** The named members of each incident, by name. */
export async function membersOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, ResponderEntity[]>> {
  const rows: (ResponderEntity & { incidentId: string })[] = await ctx.db.query(
    `select m.incident_id as "incidentId", ${columnsOf(ctx, ResponderEntity)} from incident_member m join responder on responder.id = m.responder_id
     where m.incident_id = any($1) order by responder.name`, [incidentIds]);
  return listsByKey(rows, (row) => row.incidentId);
}
