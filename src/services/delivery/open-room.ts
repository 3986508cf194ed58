import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { configuredKinds } from "./channel.store.ts";
import { deliver } from "./deliver.ts";

/** As many as one invitation takes. */
const MOST_INVITED = 100;

/**
 * Has the incident's room opened where people talk, with its owner team in it (product rules, section 4: one channel from
 * declaration). A private incident gets none: everybody in the workspace could read along.
 */
export async function openRoom(tx: ServiceContext, incident: IncidentEntity, impact: string): Promise<void> {
  if (incident.private || !tx.channels || !(await configuredKinds(tx)).has("SLACK")) return;
  const { id, reference, title, severity, channel, drill } = incident;
  const rows: { who: string }[] = await tx.db.query(
    `select coalesce((select m->>'address' from jsonb_array_elements(contact_methods) m where m->>'channel' = 'SLACK' limit 1), email) as who
     from responder where team_id = $1 order by name limit $2`, [incident.ownerTeamId, MOST_INVITED]);
  const about = `${drill ? "Drill: " : ""}${severity} ${reference}: ${title}`;
  await deliver(tx, [{
    key: `room/${id}`, channel: "SLACK", address: channel, incidentId: id, priority: 1, subject: about, text: `${impact}\n${about}`,
    payload: { incident: { id, reference, channel }, act: { open: { name: channel, topic: about, invite: rows.map(({ who }) => who) }, post: { button: `incident:${id}` } } },
  }]);
}
